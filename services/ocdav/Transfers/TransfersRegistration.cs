using UploadProcessing.Contracts;
using UploadProcessing.Relay;
using UploadProcessing.ServiceDefaults;
using UploadProcessing.ServiceDefaults.Http;
using UploadProcessing.ServiceDefaults.Kestrel;
using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav.Transfers;

internal static class TransfersRegistration
{
    /// <summary>What carries bytes between clients and dataproviders.</summary>
    public static void AddTransfers(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpLimits().AddConnectionLimit().AddTransferConcurrency();
        builder.Services.AddBodyRelay().AddTransferTargets().AddLargeBlocks();
        builder.Services.AddSingleton<DataProviders>();
        builder.Services.AddSingleton<DownloadClient>();
        builder.Services.AddSingleton(new TusCapabilities { MaxSize = builder.Configuration.GetValue(FileLimit.Key, FileLimit.Default) });
        builder.Services.AddSingleton<PublicDataUrl>();
        builder.Services.AddSingleton<UploadRelay>();
        builder.Services.AddSingleton<CurrentEtag>();
        builder.Services.AddSingleton<ProgressClient>();
        builder.Services.AddSingleton<PutFile>();
        builder.Services.AddSingleton<CreateTusUpload>();
        builder.Services.AddSingleton<GetFile>();
        builder.Services.AddSingleton<PropFind>();
    }
}
