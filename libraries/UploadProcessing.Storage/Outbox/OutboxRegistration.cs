using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace UploadProcessing.Storage.Outbox;

/// <summary>Registers the relay, for the service that publishes what is owed.</summary>
public static class OutboxRegistration
{
    /// <summary>Options are read from <c>Outbox</c>; the service brings an <see cref="IEventPublisher"/> and calls <see cref="OutboxRelay"/>.</summary>
    public static TBuilder AddOutboxRelay<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddOptions<OutboxOptions>().BindConfiguration(OutboxOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<OutboxRelay>();
        return builder;
    }
}
