using Microsoft.Extensions.Options;

namespace UploadProcessing.Ocdav.Authentication.Oidc;

/// <summary>Refuses at start what would let in the wrong people.</summary>
internal sealed class OidcValidation(IHostEnvironment environment) : IValidateOptions<OidcOptions>
{
    public ValidateOptionsResult Validate(string? name, OidcOptions options) =>
        options.IsOn && Problem(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;

    private string? Problem(OidcOptions options) => options switch
    {
        _ when !Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority)
            || (authority.Scheme != Uri.UriSchemeHttps && authority.Scheme != Uri.UriSchemeHttp) =>
            "Oidc:Authority is not an http(s) address.",
        { RequireHttpsMetadata: false } when !environment.IsDevelopment() =>
            "Oidc:RequireHttpsMetadata can be turned off in Development only: without TLS anybody in between chooses the keys.",
        { RequireHttpsMetadata: true } when !options.Authority.StartsWith("https://", StringComparison.OrdinalIgnoreCase) =>
            "Oidc:Authority is not an https address. In Development, Oidc:RequireHttpsMetadata=false allows that.",
        { Audiences.Count: 0 } => "Oidc:Audiences names none: tokens that the issuer made for other services would be good here too.",
        _ when options.Algorithms.Except(OidcOptions.Asymmetric).FirstOrDefault() is { } unknown =>
            $"Oidc:Algorithms names {unknown}, which is not one of {string.Join(", ", OidcOptions.Asymmetric)}.",
        _ => null,
    };
}
