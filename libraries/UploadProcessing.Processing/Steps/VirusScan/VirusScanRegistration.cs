using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>Registers steps that look for viruses.</summary>
public static class VirusScanRegistration
{
    private const string Kind = "virusscan";

    /// <summary>Registers the kind <c>virusscan</c>: clamd at <see cref="VirusScanOptions.Address"/>.</summary>
    public static IHostApplicationBuilder AddVirusScanStep(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ScannerProof>();
        return builder.AddProcessingStep<VirusScanStep>(Kind).AddStepOptions<VirusScanOptions>(Kind);
    }
}
