using Microsoft.Extensions.Options;

namespace UploadProcessing.Ocdav.Authentication.Oidc;

internal static class OidcRegistration
{
    // Nobody's request should wait longer for somebody else's server; a key is about a kilobyte.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int LargestDocument = 1024 * 1024;

    public static IServiceCollection AddOidc(this IServiceCollection services)
    {
        services.AddOptions<OidcOptions>().BindConfiguration(OidcOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<OidcOptions>, OidcValidation>();
        services.AddHttpClient(Issuer.ClientName, client =>
        {
            client.Timeout = Patience;
            client.MaxResponseContentBufferSize = LargestDocument;
        });
        return services.AddSingleton<Issuer>().AddSingleton<BearerTokens>();
    }
}
