using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NATS.Client.JetStream;
using NATS.Client.KeyValueStore;
using UploadProcessing.Messaging.Consuming;

namespace UploadProcessing.Messaging;

/// <summary>Registers events of uploads on NATS JetStream.</summary>
public static class MessagingRegistration
{
    /// <summary>Registers the stream and its publisher; options are read from <c>Messaging</c>. The connection is the service's to register.</summary>
    public static TBuilder AddUploadMessaging<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddOptions<MessagingOptions>().BindConfiguration(MessagingOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StreamSetup>();
        services.AddSingleton<EventPublisher>();
        return builder;
    }

    /// <summary>Registers who consumes an event; options are read from <c>Messaging:Consuming</c>.</summary>
    public static TBuilder AddEventConsumer<TBuilder, TConsumer>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
        where TConsumer : class, IEventConsumer
    {
        builder.Services.AddSingleton<TConsumer>();
        AddEventConsumer(builder, provider => provider.GetRequiredService<TConsumer>());
        return builder;
    }

    /// <summary>Registers who consumes an event, when there are several of their type.</summary>
    public static void AddEventConsumer(this IHostApplicationBuilder builder, Func<IServiceProvider, IEventConsumer> consumer)
    {
        var services = builder.Services;
        services.AddOptions<ConsumingOptions>().BindConfiguration(ConsumingOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConsumerSetup>();
        services.TryAddSingleton<INatsKVContext>(provider => new NatsKVContext(provider.GetRequiredService<INatsJSContext>()));
        services.TryAddSingleton<KeyValueBuckets>();
        services.TryAddSingleton<GivenUpEvents>();
        services.TryAddSingleton<DeliveryHandler>();
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<EventWorker>(provider, consumer(provider)));
    }
}
