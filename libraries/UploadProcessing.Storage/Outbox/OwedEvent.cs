using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Outbox;

/// <summary>One event that is owed to the bus.</summary>
/// <param name="Event">Its name, as in <c>uploads.{event}.{uploadid}</c>: <c>upload-ready</c>.</param>
/// <param name="Upload">The upload it is about.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the request that caused it.</param>
/// <param name="CreatedAt">Since when it is owed.</param>
public sealed record OwedEvent(string Event, UploadId Upload, string? TraceParent, DateTimeOffset CreatedAt)
{
    /// <summary>The revision can be listed and downloaded.</summary>
    public const string UploadReady = "upload-ready";
}
