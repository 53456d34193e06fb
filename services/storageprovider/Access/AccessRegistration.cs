using UploadProcessing.Contracts.Access;

namespace UploadProcessing.StorageProvider.Access;

internal static class AccessRegistration
{
    public static IServiceCollection AddAccessTokens(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<AccessTokens>();
    }
}
