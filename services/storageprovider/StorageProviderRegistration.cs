using Grpc.AspNetCore.Server;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.StorageProvider.Access;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

internal static class StorageProviderRegistration
{
    public static void AddStorageProvider(this IServiceCollection services)
    {
        services.AddOptions<StorageProviderOptions>().BindConfiguration(StorageProviderOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        // Health and reflection need no user; everything that touches a space does.
        services.AddGrpc().AddServiceOptions<ProviderService>(Guard).AddServiceOptions<SpacesService>(Guard);
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks();

        services.AddSingleton<PartTokens>();
        services.AddSingleton<InitiateFileUpload>();
        services.AddSingleton<InitiateFileDownload>();
        services.AddSingleton<Stat>();
        services.AddSingleton<ListContainer>();
        services.AddSingleton<CreateContainer>();
        services.AddSingleton<TouchFile>();
        services.AddSingleton<Move>();
        services.AddSingleton<Delete>();
        services.AddSingleton<GetQuota>();
        services.AddSingleton<AddGrant>();
        services.AddSingleton<UpdateGrant>();
        services.AddSingleton<RemoveGrant>();
        services.AddSingleton<ListGrants>();
        services.AddSingleton<ListStorageSpaces>();
        services.AddSingleton<CreateStorageSpace>();
        services.AddSingleton<UpdateStorageSpace>();
        services.AddSingleton<DeleteStorageSpace>();
    }

    private static void Guard<TService>(GrpcServiceOptions<TService> options)
        where TService : class
    {
        options.Interceptors.Add<AccessTokenInterceptor>();
        options.Interceptors.Add<Cs3StatusInterceptor>();
    }

    public static IServiceCollection AddTransferTokens(this IServiceCollection services)
    {
        services.AddOptions<TransferOptions>().BindConfiguration(TransferOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<TransferTokens>();
    }
}
