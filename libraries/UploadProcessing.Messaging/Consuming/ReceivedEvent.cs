using UploadProcessing.Contracts;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>One delivery of an event; there may have been others before, of the same one.</summary>
/// <param name="Upload">The upload it is about.</param>
/// <param name="Payload">JSON, as the publisher wrote it.</param>
/// <param name="Attempt">1 for the first delivery that the server counts.</param>
/// <param name="PublishedAt">When the server stored it.</param>
public sealed record ReceivedEvent(UploadId Upload, ReadOnlyMemory<byte> Payload, int Attempt, DateTimeOffset PublishedAt);
