using System.Globalization;

namespace UploadProcessing.Sequences.Labels;

/// <summary>Whether something was tried before: a message that is delivered once more, a request that is sent once more.</summary>
internal static class Repetitions
{
    // By messaging system, for OpenTelemetry's conventions have no common name; NATS's is ours, after the same pattern.
    private static readonly string[] Deliveries =
        ["messaging.nats.message.delivery_attempt", "messaging.gcp_pubsub.message.delivery_attempt", "messaging.servicebus.message.delivery_count"];

    /// <summary>The decoration of a label; null for the first time.</summary>
    public static string? Of(Span span) =>
        Deliveries.Select(name => Number(span, name)).FirstOrDefault(number => number > 0) is var delivery and > 1 ? $"delivery {delivery}"
        : Number(span, AttributeNames.ResendCount) is var resend and > 0 ? $"retry {resend}"
        : null;

    private static int Number(Span span, string name) =>
        int.TryParse(span.Attribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
