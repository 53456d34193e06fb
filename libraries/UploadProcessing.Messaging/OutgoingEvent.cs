using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Messaging;

/// <summary>One event to publish.</summary>
/// <param name="Name">Which event.</param>
/// <param name="Upload">The upload it is about.</param>
/// <param name="MessageId">Header <c>Nats-Msg-Id</c>: the same whenever the same event is published again.</param>
/// <param name="Payload">JSON.</param>
/// <param name="Cause">W3C <c>traceparent</c> of what caused it.</param>
/// <param name="InTraceOfCause">Whether it is an arrow of its cause's own story, somebody waits for what comes of it; otherwise it has a trace
/// of its own that is linked to its cause.</param>
public sealed record OutgoingEvent(EventName Name, UploadId Upload, string MessageId, string Payload, string? Cause, bool InTraceOfCause = false);
