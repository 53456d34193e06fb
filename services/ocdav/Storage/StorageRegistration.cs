using Cs3.Auth.Applications.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Contracts.Uploads;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.ServiceDefaults.ControlPlane;

namespace UploadProcessing.Ocdav.Storage;

internal static class StorageRegistration
{
    // Beyond what never arrived, only what changes nothing may be sent twice: a repeated InitiateFileUpload would reserve quota twice,
    // and a repeated Delete would find nothing and report that.
    private static readonly (string Service, string Method)[] Reads =
    [
        ("cs3.storage.provider.v1beta1.ProviderAPI", "Stat"),
        ("cs3.storage.provider.v1beta1.ProviderAPI", "ListContainer"),
        ("cs3.storage.provider.v1beta1.ProviderAPI", "ListStorageSpaces"),
        ("cs3.storage.provider.v1beta1.ProviderAPI", "InitiateFileDownload"),
        ("cs3.auth.applications.v1beta1.ApplicationsAPI", "ListAppPasswords"),
        ("cs3.auth.applications.v1beta1.ApplicationsAPI", "GetAppPassword"),
    ];

    /// <summary>The storageprovider's client, and the tokens that tell it who asks.</summary>
    public static void AddStorageProvider(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<StorageProviderOptions>().BindConfiguration(StorageProviderOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddSingleton<StorageProvider>();
        builder.Services.AddSingleton<SpaceOfRoot>();
        builder.Services.AddClient<ProviderAPI.ProviderAPIClient>();
        builder.Services.AddClient<ApplicationsAPI.ApplicationsAPIClient>();
        // Without resilience or a deadline: it is watched for as long as its watcher stays.
        builder.Services.AddGrpcClient<UploadEvents.UploadEventsClient>((provider, client) =>
            client.Address = provider.GetRequiredService<IOptions<StorageProviderOptions>>().Value.Address).AddServiceDiscovery();
        builder.Services.AddSingleton<WatchSpace>();
    }

    private static void AddClient<TClient>(this IServiceCollection services)
        where TClient : class => services
            .AddGrpcClient<TClient>((provider, client) =>
                client.Address = provider.GetRequiredService<IOptions<StorageProviderOptions>>().Value.Address)
            .ConfigureChannel(channel =>
            {
                channel.ServiceConfig = RepeatReads();
                // A page of the longest paths that fit a request line, with room to spare.
                channel.MaxReceiveMessageSize = 16 * 1024 * 1024;
            })
            .AddControlPlaneResilience();

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
        foreach (var (service, method) in Reads)
        {
            reads.Names.Add(new MethodName { Service = service, Method = method });
        }

        return new ServiceConfig { MethodConfigs = { reads } };
    }
}
