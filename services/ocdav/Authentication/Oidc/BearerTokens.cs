using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using UploadProcessing.Contracts;
using UploadProcessing.ServiceDefaults.Users;

namespace UploadProcessing.Ocdav.Authentication.Oidc;

/// <summary>Verifies access tokens of the configured issuer: JSON Web Tokens (RFC 7519) under one of its public keys.</summary>
internal sealed class BearerTokens(Issuer issuer, IOptions<OidcOptions> options, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public async ValueTask<BearerResult> VerifyAsync(string jwt, CancellationToken cancellationToken)
    {
        // Before anybody is asked about it.
        if (!_handler.CanReadToken(jwt))
        {
            return BearerResult.Refused(BearerError.Invalid);
        }

        if (await issuer.CurrentAsync(cancellationToken) is not { } known)
        {
            return BearerResult.Refused(BearerError.Unverifiable);
        }

        var result = await ValidateAsync(jwt, known);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The issuer may have a new key. Asked now and not for the next request, so that its first token is good as well.
            if (await issuer.NewerThanAsync(known, cancellationToken) is not { } newer)
            {
                return BearerResult.Refused(BearerError.Unverifiable);
            }

            result = newer == known ? result : await ValidateAsync(jwt, newer);
        }

        return result.IsValid ? Read(result.ClaimsIdentity)
            // The signature is verified before the time is, so this one was good.
            : BearerResult.Refused(result.Exception is SecurityTokenInvalidLifetimeException ? BearerError.Expired : BearerError.Invalid);
    }

    private Task<TokenValidationResult> ValidateAsync(string jwt, OpenIdConnectConfiguration known) => _handler.ValidateTokenAsync(
        jwt,
        new TokenValidationParameters
        {
            ValidAlgorithms = options.Value.Algorithms is { Count: > 0 } allowed ? allowed : OidcOptions.Asymmetric,
            ValidIssuer = known.Issuer,
            ValidAudiences = options.Value.Audiences,
            IssuerSigningKeys = known.SigningKeys,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = IsTimely,
        });

    private bool IsTimely(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters parameters)
    {
        var (now, skew) = (time.GetUtcNow().UtcDateTime, options.Value.ClockSkew);
        return until > now - skew && (from is null || from < now + skew);
    }

    // Exactly one, and text: of several, or of an object, nobody knows which one other services take.
    private BearerResult Read(ClaimsIdentity claims) =>
        claims.FindAll(options.Value.UserClaim).Take(2).ToArray() is [{ ValueType: ClaimValueTypes.String, Value: var name }]
        && UserNames.Problem(name) is null
            ? new BearerResult(new UserId(name), claims.FindFirst(JwtRegisteredClaimNames.Name)?.Value, null)
            : BearerResult.Refused(BearerError.Nameless);
}
