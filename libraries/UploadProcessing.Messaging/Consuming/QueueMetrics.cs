using System.Diagnostics.Metrics;
using NATS.Client.JetStream.Models;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>How far consumers are behind, as the server says; by consumer, of which there are a handful.</summary>
internal static class QueueMetrics
{
    private static readonly Meter Meter = new("UploadProcessing.Messaging");

    private static readonly Gauge<long> Depth = Meter.CreateGauge<long>(
        "messaging.queue.depth", "{event}", "Events that a consumer has not done: not delivered, or delivered and not acknowledged.");

    private static readonly Gauge<long> Redelivered = Meter.CreateGauge<long>(
        "messaging.queue.redelivered", "{event}", "Events of those that were delivered more than once.");

    private static readonly Counter<long> GivenUp = Meter.CreateCounter<long>(
        "messaging.events.given_up", "{event}", "Events that a consumer has given up; entries for the operator.");

    public static void Measure(ConsumerInfo consumer)
    {
        var name = TagOf(consumer.Name);
        Depth.Record((long)consumer.NumPending + consumer.NumAckPending, name);
        Redelivered.Record(consumer.NumRedelivered, name);
    }

    public static void CountGivenUp(IEventConsumer consumer) => GivenUp.Add(1, TagOf(consumer.DurableName));

    private static KeyValuePair<string, object?> TagOf(string consumer) => new("messaging.consumer.group.name", consumer);
}
