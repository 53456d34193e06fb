using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
}
