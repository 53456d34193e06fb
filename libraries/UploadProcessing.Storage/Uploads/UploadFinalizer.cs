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
    IMetadataStore metadata, IBlobStore blobs, OutboxSignal owed, IOptions<UploadOptions> options, TimeProvider time, ILogger<UploadFinalizer> logger)
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
        var (result, superseded) = await metadata.WriteAsync(transaction => CommitAsync(transaction, upload, received), CancellationToken.None);
        Telemetry.FinalizeDuration.Record(time.GetElapsedTime(begun).TotalSeconds);
        if (result.Revision is { } revision)
        {
            logger.UploadCommitted(upload, revision.Node);
            owed.Set();
        }

        // (3) The bytes of revisions that are one too many, and of parts that were joined. After the commit: a crash here leaves blobs that
        // nobody names to the sweeper.
        foreach (var old in superseded)
        {
            await RemoveBlobAsync(old);
        }

        // (4) The outbox is published by whoever relays it, of this process or another; a crash here delays the event and loses nothing.
        return result;
    }

    private async ValueTask<(CommitResult Result, IReadOnlyList<UploadId> Superseded)> CommitAsync(
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

        if (session.Kind is UploadKind.Partial)
        {
            return (Refused(Refusal.Invalid, "A partial upload is no file; join it with others by a final one."), []);
        }

        // Finalized without its revision: the file was removed since, and must not come back.
        if (session.State is not (UploadState.Receiving or UploadState.Processing))
        {
            return (Refused(Refusal.Aborted, "The upload has ended. Start a new one."), []);
        }

        // What a final upload joins has held the quota for it.
        var parts = session.Kind is UploadKind.Final ? await UploadParts.FindAsync(transaction, upload) : [];
        var held = session.ReservedBytes + parts.Sum(part => part.ReservedBytes);
        if (await RefusalOfAsync(transaction, session, received, held) is { } refused)
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
        await transaction.Spaces.CountAsync(session.Space, revision.Size - pruned.Sum(old => old.Size), -held, existing is null ? 1 : 0);
        await transaction.Uploads.MoveAsync(upload, UploadState.Finalized, reason: null, reservedBytes: 0, now);
        foreach (var part in parts.Where(part => part.State is UploadState.Receiving))
        {
            await transaction.Uploads.MoveAsync(part.Id, UploadState.Finalized, "joined", reservedBytes: 0, now);
        }

        var space = await transaction.Spaces.FindAsync(session.Space);
        await transaction.Outbox.OweAsync(OwedEvent.Ready(file, revision, existing is null, space!.Owner, session.TraceParent));
        if (pruned.Count > 0 && await transaction.Holds.AnyAsync())
        {
            // A backup still copies their bytes; afterwards nobody names them, and they are swept.
            pruned = [];
        }

        return (new CommitResult(file, revision, Created: existing is null, null, null), [.. pruned.Select(old => old.Id), .. parts.Select(part => part.Id)]);
    }

    /// <summary>What was true when the upload began may no longer be: hours can lie between.</summary>
    private static async ValueTask<CommitResult?> RefusalOfAsync(
        IMetadataTransaction transaction, UploadSession session, ReceivedBytes received, long held)
    {
        if (session.Length is { } length && length != received.Length)
        {
            return Refused(Refusal.Invalid, $"The upload was to have {length} bytes and has {received.Length}.");
        }

        if (session.Checksum is { } wanted && wanted != received.Checksum)
        {
            return Refused(Refusal.ChecksumMismatch, $"The {wanted.Algorithm} checksum of what arrived is not the one that was sent.");
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

        // What is held for it already counts as taken.
        return space.FreeBytes + held < received.Length
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
