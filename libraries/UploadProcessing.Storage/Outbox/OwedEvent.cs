using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Outbox;

/// <summary>One event that is owed to the bus, whole: whoever publishes it looks nothing up, and finds what was true when it happened.</summary>
/// <param name="Name">Which event.</param>
/// <param name="Upload">The upload it is about; events of one upload are published in the order they were owed in.</param>
/// <param name="Payload">What is published, JSON.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the request that caused it.</param>
/// <param name="CreatedAt">Since when it is owed.</param>
public sealed record OwedEvent(EventName Name, UploadId Upload, string Payload, string? TraceParent, DateTimeOffset CreatedAt)
{
    /// <summary>The revision is what its file shows from now on.</summary>
    public static OwedEvent Ready(Node file, Revision revision, bool created, UserId spaceOwner, string? traceParent)
    {
        var ready = new UploadReady
        {
            UploadId = revision.Id,
            SpaceId = revision.Space,
            SpaceOwner = spaceOwner,
            NodeId = file.Id,
            ParentId = file.Parent!.Value,
            Name = file.Name,
            Size = revision.Size,
            ETag = file.ETag,
            ModifiedAt = revision.ModifiedAt,
            Digest = revision.Digest.ToString(),
            Checksum = revision.Checksum?.ToString(),
            UserId = revision.CreatedBy,
            Created = created,
            ReadyAt = revision.CreatedAt,
        };
        return new OwedEvent(EventName.UploadReady, revision.Id, ready.ToJson(), traceParent, revision.CreatedAt);
    }
}
