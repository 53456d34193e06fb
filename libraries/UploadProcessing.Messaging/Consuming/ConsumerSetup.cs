using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>The durable pull consumer of one arrow.</summary>
internal sealed class ConsumerSetup(INatsJSContext jetStream, StreamSetup stream, IOptions<ConsumingOptions> options, ILogger<ConsumerSetup> logger)
{
    /// <summary>Makes sure of the stream and the consumer.</summary>
    /// <exception cref="InvalidOperationException">The server has made something else than was asked for.</exception>
    public async ValueTask<INatsJSConsumer> EnsureAsync(IEventConsumer consumer, CancellationToken cancellationToken)
    {
        Refuse(UploadSubjects.Stream, await stream.EnsureAsync(cancellationToken));
        var asked = new ConsumerConfig(consumer.DurableName)
        {
            // One subject: nats-server 2.9.10 ignores several without a word.
            FilterSubject = UploadSubjects.Of(consumer.EventName),
            DeliverPolicy = ConsumerConfigDeliverPolicy.All,
            AckPolicy = ConsumerConfigAckPolicy.Explicit,
            AckWait = options.Value.AckWait,
            // Attempts are counted here: the server would drop the event in silence.
            MaxDeliver = -1,
            // Every process may hold as many as it asks for.
            MaxAckPending = -1,
        };
        var made = await jetStream.CreateOrUpdateConsumerAsync(UploadSubjects.Stream, asked, cancellationToken);
        // In this order: a stream only grows.
        if (made.Info.IsAheadOf((await jetStream.GetStreamAsync(UploadSubjects.Stream, cancellationToken: cancellationToken)).Info))
        {
            logger.ConsumerAhead(consumer.DurableName);
            await jetStream.DeleteConsumerAsync(UploadSubjects.Stream, consumer.DurableName, cancellationToken);
            made = await jetStream.CreateOrUpdateConsumerAsync(UploadSubjects.Stream, asked, cancellationToken);
        }

        Refuse(consumer.DurableName, ConfigurationDifferences.Between(asked, made.Info.Config));
        return made;
    }

    private static void Refuse(string name, IReadOnlyList<string> differences)
    {
        if (differences.Count > 0)
        {
            throw new InvalidOperationException($"{name} is not what was asked for. {string.Join("; ", differences)}");
        }
    }
}
