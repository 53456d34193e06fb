using UploadProcessing.Messaging;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.DataProvider.Finalization;

internal static class EventsRegistration
{
    private const string Nats = "nats";

    /// <summary>Publishes what this service owes to nats. The service needs it neither to start nor to be ready: diagrams 1 and 2 have no nats.</summary>
    public static void AddUploadEvents(this WebApplicationBuilder builder)
    {
        builder.AddOutboxRelay();
        builder.Services.AddOptions<FinalizationOptions>().BindConfiguration(FinalizationOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<OutcomeWaiters>();
        builder.Services.AddSingleton<AcceptedUploads>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<AcceptedUploads>());
        builder.Services.AddSingleton<LastByte>();
        builder.Services.AddSingleton<OutcomeResponse>();
        builder.Services.AddHostedService<OutboxWorker>();
        if (string.IsNullOrEmpty(builder.Configuration.GetConnectionString(Nats)))
        {
            builder.Services.AddSingleton<IEventPublisher, NoBus>();
            return;
        }

        builder.AddNatsClient(Nats, settings => settings.DisableHealthChecks = true);
        builder.AddNatsJetStream();
        builder.AddUploadMessaging();
        builder.Services.AddSingleton<IEventPublisher, NatsPublisher>();
        builder.AddEventConsumer<WebApplicationBuilder, StepChangedConsumer>();
        builder.AddEventConsumer<WebApplicationBuilder, ProcessingFinishedConsumer>();
        builder.AddEventConsumer<WebApplicationBuilder, ProcessingAbortedConsumer>();
        builder.Services.AddHostedService<OutcomeListener>();
        // A warning for each of its tries to connect; the worker says once that nats is away.
        builder.Logging.AddFilter("NATS.Client.Core.NatsConnection", LogLevel.Critical);
    }
}
