using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NATS.Client.JetStream;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Messaging;
using UploadProcessing.Processing.Content;
using UploadProcessing.Processing.Pipeline;
using UploadProcessing.Processing.Runs;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Processing.Steps.Answers;

namespace UploadProcessing.Processing;

/// <summary>Registers mandatory processing.</summary>
public static class ProcessingRegistration
{
    /// <summary>Registers the pipeline and its consumers. The connection to nats (<see cref="INatsJSContext"/>) is the service's to register,
    /// and so are the kinds of steps. Options are read from <c>Processing</c>, <c>Messaging</c> and <c>Transfer</c>.</summary>
    public static TBuilder AddUploadProcessing<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddUploadMessaging();
        builder.AddEventConsumer<TBuilder, AllBytesReceivedConsumer>();
        var services = builder.Services;
        services.AddOptions<TransferOptions>().BindConfiguration(TransferOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TransferTokens>();
        // Without resilience or a time limit of its own: the step's deadline ends it.
        services.AddHttpClient(UploadContents.Client, client => client.Timeout = Timeout.InfiniteTimeSpan);
        services.AddSingleton<UploadContents>();
        services.AddSingleton<IRunStore, NatsRunStore>();
        services.AddSingleton<ChangePublisher>();
        services.AddSingleton<OutcomePublisher>();
        services.AddSingleton<StepRunner>();
        services.AddSingleton<RunDriver>();
        services.AddSingleton<IStepAnswers>(provider => provider.GetRequiredService<RunDriver>());
        services.AddSingleton<IContentAddresses, RunContents>();
        AddStepOptions(builder);
        return builder;
    }

    private static void AddStepOptions(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IConfigureOptions<StepOptions>>(new ConfigureSteps(builder.Configuration.GetSection(StepOptions.SectionName)));
        foreach (var step in builder.Configuration.GetSection(StepOptions.SectionName).GetChildren())
        {
            builder.Services.AddOptions<StepOptions>(step.Key).ValidateDataAnnotations().ValidateOnStart();
        }
    }

    /// <summary>Each step's options are the section of its name; a step without one has the defaults.</summary>
    private sealed class ConfigureSteps(IConfiguration steps) : IConfigureNamedOptions<StepOptions>
    {
        public void Configure(StepOptions options)
        {
        }

        public void Configure(string? name, StepOptions options)
        {
            if (!string.IsNullOrEmpty(name))
            {
                steps.GetSection(name).Bind(options);
            }
        }
    }
}
