using Grpc.AspNetCore.Server;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.ServiceDefaults.Users;
using UploadProcessing.StorageProvider.Access;
using UploadProcessing.StorageProvider.Audit;
using UploadProcessing.StorageProvider.Cs3;
using UploadProcessing.StorageProvider.Watching;

namespace UploadProcessing.StorageProvider;

internal static class StorageProviderRegistration
{
    public static void AddStorageProvider(this IServiceCollection services)
    {
        services.AddOptions<StorageProviderOptions>().BindConfiguration(StorageProviderOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        // Health and reflection need no user, and signing in has none yet; everything that touches a space does.
        services.AddGrpc()
            .AddServiceOptions<ProviderService>(Guard).AddServiceOptions<SpacesService>(Guard).AddServiceOptions<ApplicationsService>(Guard)
            .AddServiceOptions<UploadEventsService>(options => options.Interceptors.Add<AccessTokenInterceptor>())
            .AddServiceOptions<GatewayService>(options => options.Interceptors.Add<Cs3StatusInterceptor>());
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks();

        services.AddSingleton<ArrivingBytes>();
        services.AddSingleton<WatchSpace>();
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
        services.AddConfiguredUsers();
        services.AddSingleton<Authenticate>();
        services.AddSingleton<GenerateAppPassword>();
        services.AddSingleton<ListAppPasswords>();
        services.AddSingleton<InvalidateAppPassword>();
        services.AddSingleton<GetAppPassword>();
    }

    private static void Guard<TService>(GrpcServiceOptions<TService> options)
        where TService : class
    {
        options.Interceptors.Add<AccessTokenInterceptor>();
        options.Interceptors.Add<Cs3StatusInterceptor>();
        options.Interceptors.Add<AuditInterceptor>();
    }

    public static IServiceCollection AddTransferTokens(this IServiceCollection services)
    {
        services.AddOptions<TransferOptions>().BindConfiguration(TransferOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<TransferTokens>();
    }
}
