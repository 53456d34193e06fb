using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace UploadProcessing.TestSupport.Oidc;

/// <summary>One key for each algorithm.</summary>
internal sealed class IssuerKeyPair
{
    private readonly RsaSecurityKey _rsa = new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
    private readonly ECDsaSecurityKey _ec = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };

    public string RsaId => _rsa.KeyId;

    public string RsaPublicKeyPem => _rsa.Rsa.ExportSubjectPublicKeyInfoPem();

    /// <summary>As JSON Web Keys (RFC 7517), without their private parts.</summary>
    public IReadOnlyList<Dictionary<string, string>> Public
    {
        get
        {
            var rsa = _rsa.Rsa.ExportParameters(includePrivateParameters: false);
            var ec = _ec.ECDsa.ExportParameters(includePrivateParameters: false);
            return
            [
                new() { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = _rsa.KeyId, ["n"] = Encode(rsa.Modulus!), ["e"] = Encode(rsa.Exponent!) },
                new() { ["kty"] = "EC", ["use"] = "sig", ["alg"] = "ES256", ["kid"] = _ec.KeyId, ["crv"] = "P-256", ["x"] = Encode(ec.Q.X!), ["y"] = Encode(ec.Q.Y!) },
            ];
        }
    }

    public string Sign(TokenWanted wanted, string issuer)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object>();
        if (wanted.User is { } user)
        {
            claims[wanted.UserClaim] = user;
        }

        if (wanted.DisplayName is { } name)
        {
            claims["name"] = name;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = wanted.Audience,
            NotBefore = (now + wanted.NotBefore).UtcDateTime,
            Expires = wanted.Expires is { } expires ? (now + expires).UtcDateTime : null,
            Claims = claims,
            SigningCredentials = new SigningCredentials(wanted.Algorithm == "ES256" ? _ec : _rsa, wanted.Algorithm),
        });
    }

    private static string Encode(byte[] bytes) => Base64UrlEncoder.Encode(bytes);
}
