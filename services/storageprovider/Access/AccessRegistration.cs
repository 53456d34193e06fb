using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Contracts.Transfer;

namespace UploadProcessing.StorageProvider.Access;

internal static class AccessRegistration
{
    public static IServiceCollection AddAccessTokens(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.SectionName).ValidateDataAnnotations().ValidateOnStart()
            // Whoever has the one would have the other: the gateway knows the transfer key, and must not be able to be any user.
            .Validate<IOptions<TransferOptions>>(
                (access, transfer) => access.SigningKey != transfer.Value.SigningKey,
                "Access:SigningKey is the same as Transfer:SigningKey. Make another one: openssl rand -hex 32");
        return services.AddSingleton<AccessTokens>();
    }
}
