using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Relay;
using UploadProcessing.ServiceDefaults;
using UploadProcessing.ServiceDefaults.Kestrel;
using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav.Transfers;

internal static class TransfersRegistration
{
    /// <summary>What carries bytes between clients and dataproviders.</summary>
    public static void AddTransfers(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TransferRates>().BindConfiguration(TransferRates.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddBodyRelay().AddTransferTargets().AddLargeBlocks();
        builder.Services.AddSingleton<DataProviders>();
        builder.Services.AddSingleton<DownloadClient>();
        builder.Services.AddSingleton(new TusCapabilities { MaxSize = builder.Configuration.GetValue(FileLimit.Key, FileLimit.Default) });
        builder.Services.AddSingleton<PublicDataUrl>();
        builder.Services.AddSingleton<UploadRelay>();
        builder.Services.AddSingleton<CurrentEtag>();
        builder.Services.AddSingleton<PutFile>();
        builder.Services.AddSingleton<CreateTusUpload>();
        builder.Services.AddSingleton<GetFile>();
        builder.Services.AddSingleton<PropFind>();

        builder.Services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<TransferRates>>((kestrel, rates) => rates.Value.ApplyTo(kestrel.Limits));

        // Percent-encoding makes three characters of a byte, and a name may have 255 bytes: Kestrel's 8 KiB end after ten of those.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.UseReadToTheEnd();
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;
        });
    }
}
