using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace UploadProcessing.Processing.Steps.Delay;

/// <summary>Registers steps that only wait.</summary>
public static class DelayRegistration
{
    private const string Kind = "delay";

    /// <summary>Registers the kind <c>delay</c>, for trying things out: it waits for <see cref="DelayOptions.Duration"/> and lets the upload pass.</summary>
    public static IHostApplicationBuilder AddDelayStep(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder.AddProcessingStep<DelayStep>(Kind).AddStepOptions<DelayOptions>(Kind);
    }
}
