using System.Diagnostics;
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
    IMetadataStore metadata, IBlobStore blobs, OutboxSignal owed, IOptions<UploadOptions> options, IOptions<MandatoryStepsOptions> steps,
    TimeProvider time, ILogger<UploadFinalizer> logger)
{
    /// <summary>Commits the upload, or hands it to its mandatory steps, or says why not and leaves everything as it was.</summary>
    /// <param name="upload">The session; all its bytes are there.</param>
    /// <param name="received">What was counted and hashed while they passed.</param>
    public ValueTask<CommitResult> FinalizeAsync(UploadId upload, ReceivedBytes received)
    {
        // The request that brought the last byte: within a transaction, which serves many, nobody is current.
        var cause = Activity.Current?.Id;
        return FinalizeAsync(upload, received.Length, (transaction, session) => DecideAsync(transaction, session, received, cause, Commit));

        async ValueTask<Decided> Commit(IMetadataTransaction transaction, UploadSession session, Space? space) =>
            await CommitAsync(transaction, session, received);
    }

    /// <summary>The same, but an upload that no step has to look at is not committed either: it gets a run without steps, which whoever
    /// called ends by <see cref="UploadRuns.PassAsync"/>; what they do not come to, a sweep does.</summary>
    public ValueTask<CommitResult> AcceptAsync(UploadId upload, ReceivedBytes received)
    {
        var cause = Activity.Current?.Id;
        return FinalizeAsync(upload, received.Length, (transaction, session) => DecideAsync(transaction, session, received, cause, Accept));

        async ValueTask<Decided> Accept(IMetadataTransaction transaction, UploadSession session, Space? space) => space is null
            ? await CommitAsync(transaction, session, received)
            : await BeginRunAsync(transaction, session, space, received, [], cause);
    }

    /// <summary>Commits an upload that has passed its mandatory steps. Harmless for one that has ended, or is in a later run: it is refused.</summary>
    /// <param name="upload">The session.</param>
    /// <param name="report">Which run it has passed, and what that consisted of.</param>
    public async ValueTask<CommitResult> FinalizeProcessedAsync(UploadId upload, RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var session = await metadata.ReadAsync(transaction => transaction.Uploads.FindAsync(upload), CancellationToken.None);
        // Of one that has ended the bytes may be gone.
        var length = session is { State: UploadState.Processing, Run.Received.Length: var received } ? received : (long?)null;
        return await FinalizeAsync(upload, length, async (transaction, current) =>
        {
            if (current is not { State: UploadState.Processing, Run: { } passed } || passed.Number != report.Number)
            {
                return new Decided(Refused(Refusal.Ended, "The upload has ended, or its steps were begun anew."), []);
            }

            // Before it is said that it ended: whoever watches reads in this order.
            await transaction.History.AddAsync(upload, report.Number, report.Changes);
            var committed = await CommitAsync(transaction, current, passed.Received);
            if (committed.Result.Refusal is null)
            {
                await transaction.Uploads.PassAsync(upload, committed.Result.Created, report.Marks);
            }

            return committed;
        });
    }

    private async ValueTask<CommitResult> FinalizeAsync(UploadId upload, long? length, Decision decide)
    {
        var begun = time.GetTimestamp();

        // (1) The bytes are durable before anything says that they are there. A second flush of the same bytes changes nothing.
        if (length is { } bytes)
        {
            await blobs.SealAsync(upload, bytes);
        }

        // (2) One transaction: revision visible, session finalized, event owed. No cancellation: what has begun to commit runs to its end.
        var (result, superseded) = await metadata.WriteAsync(transaction => FindAsync(transaction, upload, decide), CancellationToken.None);
        Telemetry.FinalizeDuration.Record(time.GetElapsedTime(begun).TotalSeconds);
        if (result.Revision is { } revision)
        {
            logger.UploadCommitted(upload, revision.Node);
        }

        if (result.Refusal is null)
        {
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

    private static async ValueTask<Decided> FindAsync(
        IMetadataTransaction transaction, UploadId upload, Decision decide)
    {
        // Before any precondition: after a crash our own commit would look like somebody else's change.
        if (await transaction.Nodes.FindRevisionAsync(upload) is { } committed)
        {
            return new Decided(await CommittedBeforeAsync(transaction, committed), []);
        }

        if (await transaction.Uploads.FindAsync(upload) is not { } session)
        {
            return new Decided(Refused(Refusal.NotFound, "There is no such upload."), []);
        }

        if (session.Kind is UploadKind.Partial)
        {
            return new Decided(Refused(Refusal.Invalid, "A partial upload is no file; join it with others by a final one."), []);
        }

        // Finalized without its revision: the file was removed since, and must not come back.
        return session.State is UploadState.Receiving or UploadState.Processing
            ? await decide(transaction, session)
            : new Decided(Refused(Refusal.Aborted, "The upload has ended. Start a new one."), []);
    }

    /// <summary>The bytes are there: a space without mandatory steps gets its file now.</summary>
    private async ValueTask<Decided> DecideAsync(
        IMetadataTransaction transaction, UploadSession session, ReceivedBytes received, string? cause, Otherwise otherwise)
    {
        if (session.State is UploadState.Processing)
        {
            return new Decided(new CommitResult(null, null, false, null, null, session.Run), []);
        }

        var space = await transaction.Spaces.FindAsync(session.Space);
        return space is not null && steps.Value.Of(space) is { Count: > 0 } names
            ? await BeginRunAsync(transaction, session, space, received, names, cause)
            : await otherwise(transaction, session, space);
    }

    private async ValueTask<Decided> BeginRunAsync(
        IMetadataTransaction transaction, UploadSession session, Space space, ReceivedBytes received, IReadOnlyList<string> names, string? cause)
    {
        // What a final upload joins has held the quota for it, and is in its blob now.
        var parts = session.Kind is UploadKind.Final ? await UploadParts.FindAsync(transaction, session.Id) : [];
        var held = session.ReservedBytes + parts.Sum(part => part.ReservedBytes);
        if (await CommitChecks.RefusalOfAsync(transaction, session, received, held) is var (refusal, detail))
        {
            return new Decided(Refused(refusal, detail), []);
        }

        var now = time.GetMilliseconds();
        var run = new UploadRun((session.Run?.Number ?? 0) + 1, names, received, now, cause);
        await EndPartsAsync(transaction, parts, now);
        await transaction.Uploads.MoveAsync(session.Id, UploadState.Processing, reason: null, held, now);
        await transaction.Uploads.BeginRunAsync(session.Id, run, []);
        // Whoever processes it has its own deadlines; the client's silence ends it no longer.
        await transaction.Uploads.ExtendAsync(session.Id, session.EndsAt);
        if (names.Count > 0)
        {
            await transaction.Outbox.OweAsync(OwedEvent.AllBytesReceived(session, run, space.Owner, now));
        }

        return new Decided(new CommitResult(null, null, false, null, null, run), [.. parts.Select(part => part.Id)]);
    }

    private async ValueTask<Decided> CommitAsync(
        IMetadataTransaction transaction, UploadSession session, ReceivedBytes received)
    {
        // What a final upload joins has held the quota for it.
        var parts = session.Kind is UploadKind.Final ? await UploadParts.FindAsync(transaction, session.Id) : [];
        var held = session.ReservedBytes + parts.Sum(part => part.ReservedBytes);
        if (await CommitChecks.RefusalOfAsync(transaction, session, received, held) is var (refusal, detail))
        {
            return new Decided(Refused(refusal, detail), []);
        }

        var existing = await transaction.Nodes.FindChildAsync(session.Parent, session.Name);
        var now = time.GetMilliseconds();
        var revision = new Revision(session.Id, session.Space, existing?.Id ?? NewNode(session), received.Length,
            session.ModifiedAt ?? now, received.Digest, received.Checksum, session.User, now);
        var file = new Node(revision.Node, session.Space, session.Parent, session.Name, NodeKind.File,
            revision.Size, ETag.Of(session.Id), revision.ModifiedAt, session.Id);

        await transaction.Nodes.AddRevisionAsync(revision);
        await transaction.Nodes.ShowRevisionAsync(file);
        await transaction.Nodes.PropagateAsync(session.Parent, revision.Size - (existing?.Size ?? 0), now);
        var pruned = await transaction.Nodes.PruneRevisionsAsync(file.Id, options.Value.RevisionsKept);
        await transaction.Spaces.CountAsync(session.Space, revision.Size - pruned.Sum(old => old.Size), -held, existing is null ? 1 : 0);
        await transaction.Uploads.MoveAsync(session.Id, UploadState.Finalized, reason: null, reservedBytes: 0, now);
        await EndPartsAsync(transaction, parts, now);

        var space = await transaction.Spaces.FindAsync(session.Space);
        await transaction.Outbox.OweAsync(OwedEvent.Ready(file, revision, existing is null, space!.Owner, session.TraceParent));
        if (pruned.Count > 0 && await transaction.Holds.AnyAsync())
        {
            // A backup still copies their bytes; afterwards nobody names them, and they are swept.
            pruned = [];
        }

        return new Decided(
            new CommitResult(file, revision, Created: existing is null, null, null), [.. pruned.Select(old => old.Id), .. parts.Select(part => part.Id)]);
    }

    // One that was listed while it was processed keeps the id it had there.
    private static NodeId NewNode(UploadSession session) => session.Run is null ? NodeId.New() : new NodeId(session.Id.Value);

    private static async ValueTask EndPartsAsync(IMetadataTransaction transaction, IReadOnlyList<UploadSession> parts, DateTimeOffset now)
    {
        foreach (var part in parts.Where(part => part.State is UploadState.Receiving))
        {
            await transaction.Uploads.MoveAsync(part.Id, UploadState.Finalized, "joined", reservedBytes: 0, now);
        }
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

    private delegate ValueTask<Decided> Decision(IMetadataTransaction transaction, UploadSession session);

    /// <summary>What becomes of an upload that no step has to look at.</summary>
    private delegate ValueTask<Decided> Otherwise(IMetadataTransaction transaction, UploadSession session, Space? space);

    /// <param name="Result">What the transaction made of the upload.</param>
    /// <param name="Superseded">Whose bytes nobody needs any more.</param>
    private sealed record Decided(CommitResult Result, IReadOnlyList<UploadId> Superseded);
}
