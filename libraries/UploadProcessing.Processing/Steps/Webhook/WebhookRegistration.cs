using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using UploadProcessing.Processing.Steps.Answers;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>Registers steps that are done behind an HTTP address.</summary>
public static class WebhookRegistration
{
    private const string Kind = "webhook";

    /// <summary>Registers the kind <c>webhook</c>: a signed POST to <see cref="WebhookOptions.Url"/>, whose answer decides. Receivers that answer
    /// later need <see cref="PostStepCallback.MapStepCallbacks"/>, too.</summary>
    public static IHostApplicationBuilder AddWebhookStep(this IHostApplicationBuilder builder)
    {
        builder.AddProcessingStep<WebhookStep>(Kind).AddStepOptions<WebhookOptions>(Kind);
        builder.AddStepAnswers();
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookValidation>();
        services.TryAddSingleton<WebhookClients>();
        services.AddSingleton(new WebhookSteps(StepRegistration.NamesOf(builder.Configuration, Kind).ToHashSet(StringComparer.Ordinal)));
        services.AddSingleton<StepCallbacks>();
        return builder;
    }
}
