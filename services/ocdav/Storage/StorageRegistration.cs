using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Access;
using UploadProcessing.ServiceDefaults.ControlPlane;

namespace UploadProcessing.Ocdav.Storage;

internal static class StorageRegistration
{
    private const string Service = "cs3.storage.provider.v1beta1.ProviderAPI";

    /// <summary>The storageprovider's client, and the tokens that tell it who asks.</summary>
    public static void AddStorageProvider(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<StorageProviderOptions>().BindConfiguration(StorageProviderOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddSingleton<StorageProvider>();
        builder.Services.AddGrpcClient<ProviderAPI.ProviderAPIClient>((services, client) =>
                client.Address = services.GetRequiredService<IOptions<StorageProviderOptions>>().Value.Address)
            .ConfigureChannel(channel =>
            {
                channel.ServiceConfig = RepeatReads();
                // A page of the longest paths that fit a request line, with room to spare.
                channel.MaxReceiveMessageSize = 16 * 1024 * 1024;
            })
            .AddControlPlaneResilience();
    }

    // Beyond what never arrived, only what changes nothing may be sent twice: a repeated InitiateFileUpload would reserve quota twice,
    // and a repeated Delete would find nothing and report that.
    private static ServiceConfig RepeatReads()
    {
        var reads = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = 2,
                InitialBackoff = TimeSpan.FromMilliseconds(100),
                MaxBackoff = TimeSpan.FromSeconds(1),
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var method in new[] { "Stat", "ListContainer", "ListStorageSpaces", "InitiateFileDownload" })
        {
            reads.Names.Add(new MethodName { Service = Service, Method = method });
        }

        return new ServiceConfig { MethodConfigs = { reads } };
    }
}
