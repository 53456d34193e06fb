using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace UploadProcessing.Contracts.Access;

/// <summary>Makes and verifies what <c>x-access-token</c> carries: a short-lived JSON Web Token (RFC 7519, HS256) that names the user.</summary>
public sealed class AccessTokens
{
    /// <summary>The gRPC metadata key of CS3.</summary>
    public const string MetadataKey = "x-access-token";

    /// <summary>The metadata of an answer that streams: whoever called may watch. An error has none.</summary>
    public const string WatchingKey = "watching";

    private const string Audience = "uploadprocessing.access";
    private const string AppPasswordClaim = "app_password";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly SigningKeys _keys;
    private readonly TokenValidationParameters _validation;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _time;

    /// <summary>Reads the keys once; a new key needs a restart.</summary>
    public AccessTokens(IOptions<AccessOptions> options, TimeProvider time)
    {
        _time = time;
        _lifetime = options.Value.Lifetime;
        _keys = new SigningKeys(options.Value.SigningKey, options.Value.PreviousSigningKeys);
        _validation = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidAudience = Audience,
            ValidateIssuer = false,
            IssuerSigningKeys = _keys.All,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = (_, expires, _, _) => expires > _time.GetUtcNow().UtcDateTime,
        };
    }

    /// <summary>A token that names <paramref name="user"/> from now until the configured lifetime has passed; it is a secret.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="appPassword">Set when they signed in with an app password.</param>
    public string Mint(UserId user, AppPasswordId? appPassword = null)
    {
        var claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = user.Value };
        if (appPassword is { } id)
        {
            claims[AppPasswordClaim] = id.Value;
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Audience = Audience,
            Claims = claims,
            Expires = _time.GetUtcNow().Add(_lifetime).UtcDateTime,
            SigningCredentials = _keys.Credentials,
        });
    }

    /// <summary>What <paramref name="jwt"/> says, or null when it is missing, expired or not ours.</summary>
    public async ValueTask<AccessToken?> VerifyAsync(string? jwt)
    {
        if (string.IsNullOrEmpty(jwt))
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(jwt, _validation);
        return result.IsValid && result.ClaimsIdentity.FindFirst(JwtRegisteredClaimNames.Sub)?.Value is { Length: > 0 } user
            ? new AccessToken(
                new UserId(user), result.ClaimsIdentity.FindFirst(AppPasswordClaim)?.Value is { } id ? new AppPasswordId(id) : null)
            : null;
    }
}
