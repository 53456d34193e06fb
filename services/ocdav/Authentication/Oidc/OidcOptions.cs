using System.ComponentModel.DataAnnotations;
using Microsoft.IdentityModel.Tokens;

namespace UploadProcessing.Ocdav.Authentication.Oidc;

/// <summary>Whose access tokens let somebody in (OpenID Connect); without an authority, nobody's.</summary>
internal sealed class OidcOptions
{
    public const string SectionName = "Oidc";

    /// <summary>Symmetric algorithms are not among them: with those, whoever can verify a token can make one, and the key would be the public one.</summary>
    public static readonly string[] Asymmetric =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>The issuer; its discovery document is below it at <c>/.well-known/openid-configuration</c>, and must name it.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What a token must be for, at least one of them; without any, tokens that were made for others would do.</summary>
    public IList<string> Audiences { get; } = [];

    /// <summary>Which claim names the user. It must be one that the issuer gives to one person only and that nobody chooses for themselves.</summary>
    [Required]
    public string UserClaim { get; set; } = "preferred_username";

    /// <summary>Whether the issuer must be asked over TLS; only Development may say no.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;

    /// <summary>How tokens may be signed; none named: every asymmetric algorithm.</summary>
    public IList<string> Algorithms { get; } = [];

    /// <summary>How far the clocks here and at the issuer may be apart.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After which the issuer's keys are asked for again, so that one it has taken back is forgotten.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan KeysLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often the issuer may be asked for a key that is not known, or again after it did not answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(10);

    public bool IsOn => Authority.Length > 0;
}
