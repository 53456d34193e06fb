using UploadProcessing.Contracts;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>An event that a consumer has given up, kept for an operator. The upload itself has an outcome; this says what happened on the way.</summary>
/// <param name="Id">Names the entry.</param>
/// <param name="At">When.</param>
/// <param name="Subject">Where it was published, and is again when it is replayed.</param>
/// <param name="Upload">The upload it is about.</param>
/// <param name="Consumer">Who gave it up.</param>
/// <param name="Deliveries">How often it was delivered.</param>
/// <param name="Reason">Why.</param>
/// <param name="Payload">What it said.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> that it came with.</param>
public sealed record GivenUpEvent(
    string Id, DateTimeOffset At, string Subject, UploadId Upload, string Consumer, int Deliveries, string Reason, string Payload, string? TraceParent);
