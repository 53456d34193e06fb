using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Outbox;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Makes an upload's bytes a revision: listed and downloadable. The only code that does.</summary>
/// <remarks>An idempotent list: every line may run twice, by a retry or after a crash between any two of them.</remarks>
public sealed class UploadFinalizer(
    IMetadataStore metadata, IBlobStore blobs, IOptions<UploadOptions> options, TimeProvider time, ILogger<UploadFinalizer> logger)
{
    /// <summary>Commits the upload, or says why not and leaves everything as it was.</summary>
    /// <param name="upload">The session; all its bytes are there.</param>
    /// <param name="received">What was counted and hashed while they passed.</param>
    public async ValueTask<CommitResult> FinalizeAsync(UploadId upload, ReceivedBytes received)
    {
        var begun = time.GetTimestamp();

        // (1) The bytes are durable before anything says that they are there. A second flush of the same bytes changes nothing.
        await blobs.SealAsync(upload, received.Length);

        // (2) One transaction: revision visible, session finalized, event owed. No cancellation: what has begun to commit runs to its end.
        var (result, pruned) = await metadata.WriteAsync(transaction => CommitAsync(transaction, upload, received), CancellationToken.None);
        Telemetry.FinalizeDuration.Record(time.GetElapsedTime(begun).TotalSeconds);
        if (result.Revision is { } revision)
        {
            logger.UploadCommitted(upload, revision.Node);
        }

        // (3) The bytes of revisions that are one too many. After the commit: a crash here leaves blobs that nobody names to the sweeper.
        foreach (var old in pruned)
        {
            await RemoveBlobAsync(old.Id);
        }

        // (4) The outbox is published by whoever relays it; a crash here delays the event and loses nothing.
        return result;
    }

    private async ValueTask<(CommitResult Result, IReadOnlyList<Revision> Pruned)> CommitAsync(
        IMetadataTransaction transaction, UploadId upload, ReceivedBytes received)
    {
        // Before any precondition: after a crash our own commit would look like somebody else's change.
        if (await transaction.Nodes.FindRevisionAsync(upload) is { } committed)
        {
            return (await CommittedBeforeAsync(transaction, committed), []);
        }

        if (await transaction.Uploads.FindAsync(upload) is not { } session)
        {
            return (Refused(Refusal.NotFound, "There is no such upload."), []);
        }

        // Finalized without its revision: the file was removed since, and must not come back.
        if (session.State is not (UploadState.Receiving or UploadState.Processing))
        {
            return (Refused(Refusal.Aborted, "The upload has ended. Start a new one."), []);
        }

        if (await RefusalOfAsync(transaction, session, received) is { } refused)
        {
            return (refused, []);
        }

        var existing = await transaction.Nodes.FindChildAsync(session.Parent, session.Name);
        var now = time.GetMilliseconds();
        var revision = new Revision(upload, session.Space, existing?.Id ?? NodeId.New(), received.Length,
            session.ModifiedAt ?? now, received.Digest, received.Checksum, session.User, now);
        var file = new Node(revision.Node, session.Space, session.Parent, session.Name, NodeKind.File,
            revision.Size, ETag.Of(upload), revision.ModifiedAt, upload);

        await transaction.Nodes.AddRevisionAsync(revision);
        await transaction.Nodes.ShowRevisionAsync(file);
        await transaction.Nodes.PropagateAsync(session.Parent, revision.Size - (existing?.Size ?? 0), now);
        var pruned = await transaction.Nodes.PruneRevisionsAsync(file.Id, options.Value.RevisionsKept);
        await transaction.Spaces.CountAsync(session.Space, revision.Size - pruned.Sum(old => old.Size), -session.ReservedBytes, existing is null ? 1 : 0);
        await transaction.Uploads.MoveAsync(upload, UploadState.Finalized, reason: null, reservedBytes: 0, now);
        await transaction.Outbox.OweAsync(new OwedEvent(OwedEvent.UploadReady, upload, session.TraceParent, now));
        if (pruned.Count > 0 && await transaction.Holds.AnyAsync())
        {
            // A backup still copies their bytes; afterwards nobody names them, and they are swept.
            pruned = [];
        }

        return (new CommitResult(file, revision, Created: existing is null, null, null), pruned);
    }

    /// <summary>What was true when the upload began may no longer be: hours can lie between.</summary>
    private static async ValueTask<CommitResult?> RefusalOfAsync(IMetadataTransaction transaction, UploadSession session, ReceivedBytes received)
    {
        if (session.Length is { } length && length != received.Length)
        {
            return Refused(Refusal.Invalid, $"The upload was to have {length} bytes and has {received.Length}.");
        }

        if (session.Checksum is { } wanted && wanted != received.Checksum)
        {
            return Refused(Refusal.Invalid, $"The {wanted.Algorithm} checksum of what arrived is not the one that was sent.");
        }

        if (await transaction.Spaces.RoleOfAsync(session.Space, session.User) is not { } role
            || await transaction.Spaces.FindAsync(session.Space) is not { } space)
        {
            return Refused(Refusal.NotFound, "There is no such space.");
        }

        if (role < SpaceRole.Editor)
        {
            return Refused(Refusal.Denied, "You may no longer write to this space.");
        }

        if (await transaction.Nodes.FindAsync(session.Parent) is not { Kind: NodeKind.Folder }
            || !await transaction.Nodes.IsAttachedAsync(session.Parent))
        {
            return Refused(Refusal.ParentMissing, "The folder was removed during the upload.");
        }

        var existing = await transaction.Nodes.FindChildAsync(session.Parent, session.Name);
        if (existing is { Kind: NodeKind.Folder })
        {
            return Refused(Refusal.WrongKind, "A folder of that name was created during the upload.");
        }

        if (!session.Preconditions.Hold(existing))
        {
            return Refused(Refusal.PreconditionFailed, "The file was changed, created or removed during the upload.");
        }

        if (existing is null && !space.HasRoomForAFile)
        {
            return Refused(Refusal.NoSpace, $"The space may hold {space.FileLimit} files and folders and does.");
        }

        // The session's own reservation already counts as taken.
        return space.FreeBytes + session.ReservedBytes < received.Length
            ? Refused(Refusal.NoSpace, "The space's quota is used up.")
            : null;
    }

    private async ValueTask RemoveBlobAsync(UploadId revision)
    {
        try
        {
            await blobs.DeleteAsync(revision);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.BlobLeft(exception, revision);
        }
    }

    private static async ValueTask<CommitResult> CommittedBeforeAsync(IMetadataTransaction transaction, Revision revision)
    {
        var file = await transaction.Nodes.FindAsync(revision.Node);
        return file is null
            ? Refused(Refusal.NotFound, "The file was removed after the upload.")
            : new CommitResult(file, revision, Created: false, null, null);
    }

    private static CommitResult Refused(Refusal refusal, string detail) => new(null, null, false, refusal, detail);
}
