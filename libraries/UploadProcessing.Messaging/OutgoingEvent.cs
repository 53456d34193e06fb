using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Messaging;

/// <summary>One event to publish.</summary>
/// <param name="Name">Which event.</param>
/// <param name="Upload">The upload it is about.</param>
/// <param name="MessageId">Header <c>Nats-Msg-Id</c>: the same whenever the same event is published again.</param>
/// <param name="Payload">JSON.</param>
/// <param name="Cause">W3C <c>traceparent</c> of the request that caused it; the event's own trace is linked to it.</param>
public sealed record OutgoingEvent(EventName Name, UploadId Upload, string MessageId, string Payload, string? Cause)
{
    /// <summary>Whether the event is a part of its cause's trace, because somebody waits for what becomes of it, instead of a linked one of its own.</summary>
    public bool InTraceOfCause { get; init; }
}
