using System.Text.Json.Serialization;

namespace UploadProcessing.Contracts.Progress;

/// <summary>One message of a stream. As server-sent event its fields are those of the protocol; a WebSocket sends it as JSON.</summary>
/// <param name="Event">One of <see cref="ProgressEvent"/>.</param>
/// <param name="Id">To go on behind it after a reconnection (<c>Last-Event-ID</c>); none where there is nothing to go on behind.</param>
/// <param name="Data">The upload as it is, or was then.</param>
public sealed record ProgressMessage(string Event, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Id, UploadProgress Data);
