using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using UploadProcessing.Processing.Steps.Answers;

namespace UploadProcessing.Processing.Steps.Remote;

/// <summary>Registers steps that other processes do.</summary>
public static class RemoteRegistration
{
    /// <summary>Registers the kind <c>remote</c>: a process at nats is asked by <c>step-requested</c> and answers with <c>step-finished</c>.</summary>
    public static IHostApplicationBuilder AddRemoteStep(this IHostApplicationBuilder builder)
    {
        builder.AddProcessingStep<RemoteStep>("remote");
        builder.AddStepAnswers();
        builder.Services.AddHostedService<ContentAddressResponder>();
        return builder;
    }
}
