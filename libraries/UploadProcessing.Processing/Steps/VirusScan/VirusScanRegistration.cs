using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using UploadProcessing.Processing.Steps.VirusScan.Trials;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>Registers steps that have uploads scanned for viruses.</summary>
public static class VirusScanRegistration
{
    private const string Kind = "virusscan";

    /// <summary>Registers the kind <c>virusscan</c>: the bytes are streamed to the clamd at <see cref="VirusScanOptions.Address"/>.</summary>
    public static IHostApplicationBuilder AddVirusScanStep(this IHostApplicationBuilder builder)
    {
        builder.AddProcessingStep<VirusScanStep>(Kind).AddStepOptions<VirusScanOptions>(Kind);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<VirusScanOptions>, VirusScanValidation>();
        services.AddSingleton<ScannerTrials>();
        services.AddSingleton<Scanner>();
        return builder;
    }
}
