using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace UploadProcessing.Contracts.Transfer;

/// <summary>Makes and verifies transfer tokens: JSON Web Tokens (RFC 7519), HS256, with a key id.</summary>
public sealed class TransferTokens
{
    private const string Audience = "uploadprocessing.transfer";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly SigningKeys _keys;
    private readonly TokenValidationParameters _validation;
    private readonly TimeProvider _time;

    /// <summary>Reads the keys once; a new key needs a restart.</summary>
    public TransferTokens(IOptions<TransferOptions> options, TimeProvider time)
    {
        _time = time;
        _keys = new SigningKeys(options.Value.SigningKey, options.Value.PreviousSigningKeys);
        _validation = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidAudience = Audience,
            ValidateIssuer = false,
            IssuerSigningKeys = _keys.All,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            // All services that verify share their clock's source with the one that signs, or nearly so; expiry is in days.
            LifetimeValidator = (_, expires, _, _) => expires > _time.GetUtcNow().UtcDateTime,
        };
    }

    /// <summary>Signs <paramref name="token"/>; the result is a secret.</summary>
    public string Protect(TransferToken token)
    {
        var claims = new Dictionary<string, object>
        {
            [Claims.Upload] = token.Upload.ToString(),
            [Claims.Operation] = token.Operation.ToString(),
            [Claims.Target] = token.Target.OriginalString,
            [Claims.Space] = token.Space.ToString(),
            [JwtRegisteredClaimNames.Sub] = token.User.Value,
        };
        if (token.TraceParent is { } traceParent)
        {
            claims[Claims.TraceParent] = traceParent;
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Audience = Audience,
            Claims = claims,
            Expires = token.ExpiresAt.UtcDateTime,
            SigningCredentials = _keys.Credentials,
        });
    }

    /// <summary>Checks signature, algorithm, audience and time of <paramref name="jwt"/>, and that it allows one of <paramref name="operations"/>.</summary>
    public async ValueTask<TransferTokenResult> VerifyAsync(string? jwt, params TransferOperation[] operations)
    {
        if (string.IsNullOrEmpty(jwt))
        {
            return Refused(TransferTokenError.Unauthenticated);
        }

        var result = await _handler.ValidateTokenAsync(jwt, _validation);
        if (!result.IsValid)
        {
            return Refused(result.Exception is SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException
                ? TransferTokenError.Expired
                : TransferTokenError.Unauthenticated);
        }

        return Read(result.ClaimsIdentity, result.SecurityToken.ValidTo) switch
        {
            null => Refused(TransferTokenError.Unauthenticated),
            { } token when !operations.Contains(token.Operation) => Refused(TransferTokenError.Foreign),
            { } token => new TransferTokenResult(token, null),
        };
    }

    private static TransferTokenResult Refused(TransferTokenError error) => new(null, error);

    private static TransferToken? Read(ClaimsIdentity claims, DateTime validTo) =>
        UploadId.TryParse(claims.FindFirst(Claims.Upload)?.Value, null, out var upload)
        && Enum.TryParse<TransferOperation>(claims.FindFirst(Claims.Operation)?.Value, out var operation)
        && Uri.TryCreate(claims.FindFirst(Claims.Target)?.Value, UriKind.Absolute, out var target)
        && SpaceId.TryParse(claims.FindFirst(Claims.Space)?.Value, null, out var space)
        && claims.FindFirst(JwtRegisteredClaimNames.Sub)?.Value is { } user
            ? new TransferToken(upload, operation, target, space, new UserId(user),
                new DateTimeOffset(validTo, TimeSpan.Zero), claims.FindFirst(Claims.TraceParent)?.Value)
            : null;

    private static class Claims
    {
        public const string Upload = "upload";
        public const string Operation = "op";
        public const string Target = "target";
        public const string Space = "space";
        public const string TraceParent = "traceparent";
    }
}
