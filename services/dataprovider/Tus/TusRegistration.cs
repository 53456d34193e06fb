using UploadProcessing.Contracts;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.Storage.Sweeping;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Tus;

internal static class TusRegistration
{
    public static void AddTus(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<TusOptions>().BindConfiguration(TusOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(new TusCapabilities { MaxSize = builder.Configuration.GetValue(FileLimit.Key, FileLimit.Default) });
        services.AddSingleton<UploadAccess>();
        services.AddSingleton<UploadWriters>();
        services.AddSingleton<UploadStates>();
        services.AddSingleton<UploadReceiver>();
        services.AddSingleton<UploadCompletion>();
        services.AddSingleton<ResumedDigests>();
        services.AddSingleton<Concatenator>();
        services.AddSingleton<CreateWithUpload>();
        services.AddSingleton<DeleteUpload>();
        services.AddSingleton<ISweep, WaitingFinals>();
    }

    public static void MapTus(this IEndpointRouteBuilder routes)
    {
        CreateWithUpload.Map(routes);
        routes.MapPatchUpload();
        routes.MapHeadUpload();
        DeleteUpload.Map(routes);
        routes.MapGetUpload();
    }
}
