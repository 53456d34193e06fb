using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Rescans;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Outbox;

/// <summary>One event that is owed to the bus, whole: whoever publishes it looks nothing up, and finds what was true when it happened.</summary>
/// <param name="Name">Which event.</param>
/// <param name="Upload">The upload it is about; events of one upload are published in the order they were owed in.</param>
/// <param name="Payload">What is published, JSON.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the request that caused it.</param>
/// <param name="CreatedAt">Since when it is owed.</param>
public sealed record OwedEvent(EventName Name, UploadId Upload, string Payload, string? TraceParent, DateTimeOffset CreatedAt)
{
    /// <summary>Mandatory steps have to decide about the upload; published in the trace of the request that brought the last byte.</summary>
    public static OwedEvent AllBytesReceived(
        UploadSession session, UploadRun run, UserId spaceOwner, DateTimeOffset now, IReadOnlyList<string>? marks = null)
    {
        var received = new AllBytesReceived
        {
            UploadId = session.Id,
            Run = run.Number,
            Steps = run.Steps,
            Marks = marks ?? [],
            SpaceId = session.Space,
            SpaceOwner = spaceOwner,
            ParentId = session.Parent,
            Name = session.Name,
            Size = run.Received.Length,
            Digest = run.Received.Digest.ToString(),
            Checksum = run.Received.Checksum?.ToString(),
            UserId = session.User,
            ReceivedAt = run.Since,
        };
        return new OwedEvent(EventName.AllBytesReceived, session.Id, received.ToJson(), run.Cause, now);
    }

    /// <summary>Steps have to look again at what is a file already; of nobody's request, so in no trace of one.</summary>
    public static OwedEvent Rescan(Rescan rescan, Node file, Revision revision, UserId spaceOwner, DateTimeOffset now)
    {
        var received = new AllBytesReceived
        {
            UploadId = revision.Id,
            Run = rescan.Run,
            Rescan = rescan.Id.Value,
            Steps = rescan.Steps,
            SpaceId = revision.Space,
            SpaceOwner = spaceOwner,
            ParentId = file.Parent!.Value,
            Name = file.Name,
            Size = revision.Size,
            Digest = revision.Digest.ToString(),
            Checksum = revision.Checksum?.ToString(),
            UserId = revision.CreatedBy,
            ReceivedAt = revision.CreatedAt,
        };
        return new OwedEvent(EventName.AllBytesReceived, revision.Id, received.ToJson(), null, now);
    }

    /// <summary>An upload that was being processed has ended without a file.</summary>
    public static OwedEvent Aborted(UploadSession session, string reason, ProcessingFailure? failure, DateTimeOffset now)
    {
        var aborted = new UploadAborted
        {
            UploadId = session.Id,
            SpaceId = session.Space,
            ParentId = session.Parent,
            Name = session.Name,
            UserId = session.User,
            Step = failure?.Step,
            Reason = reason,
            BytesKept = failure is { KeepBytes: true },
            AbortedAt = now,
        };
        return new OwedEvent(EventName.UploadAborted, session.Id, aborted.ToJson(), session.TraceParent, now);
    }

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
