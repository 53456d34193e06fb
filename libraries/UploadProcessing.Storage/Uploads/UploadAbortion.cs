using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Ends an upload that will not become a revision: its quota is given back and its bytes are dropped.</summary>
public sealed class UploadAbortion(
    IMetadataStore metadata, IBlobStore blobs, OutboxSignal owed, TimeProvider time, ILogger<UploadAbortion> logger)
{
    /// <summary>Aborts the session and drops its bytes; harmless when it has already ended, either way. Whoever writes its blob is the caller.</summary>
    /// <param name="upload">The session.</param>
    /// <param name="reason">For the client and the operator: a few words, no ids.</param>
    /// <returns>Whether it ended by this; false when it had ended before.</returns>
    public async ValueTask<bool> AbortAsync(UploadId upload, string reason)
    {
        var ended = await EndAsync(upload, reason);
        if (ended is Ending.Now or Ending.AbortedBefore)
        {
            // After the row: a crash in between leaves a blob that no revision names, never a session without its bytes. For a session that
            // somebody else has ended too: they could not take the bytes away from under whoever was writing them.
            await blobs.DeleteAsync(upload);
        }

        return ended is Ending.Now;
    }

    /// <summary>Aborts an upload that was being processed; nothing happens to one that has ended, or is in a later run.</summary>
    public async ValueTask<bool> AbortProcessedAsync(UploadId upload, RunReport report, ProcessingFailure failure, string reason)
    {
        var ended = await EndAsync(upload, reason, report, failure);
        if (ended is Ending.Now or Ending.AbortedBefore && !failure.KeepBytes)
        {
            await blobs.DeleteAsync(upload);
        }

        return ended is Ending.Now;
    }

    /// <summary>Aborts the session while somebody else may be writing its blob: they hear of it when they ask for more quota, or commit.</summary>
    public async ValueTask<bool> AbortRowAsync(UploadId upload, string reason) => await EndAsync(upload, reason) is Ending.Now;

    /// <summary>Forgets an upload that has ended, and drops its bytes if they were kept; of a file nothing but what is known of its upload goes.</summary>
    /// <returns>Why not; null when it is gone.</returns>
    public async ValueTask<(Refusal Refusal, string Detail)?> PurgeAsync(UploadId upload)
    {
        var (refused, isFile) = await metadata.WriteAsync<((Refusal, string)?, bool)>(async transaction =>
        {
            switch (await transaction.Uploads.FindAsync(upload))
            {
                case null:
                    return ((Refusal.NotFound, "There is no such upload."), true);
                case { State: UploadState.Receiving or UploadState.Processing }:
                    return ((Refusal.Ended, "It has not ended. Abort it first."), true);
            }

            await transaction.Uploads.RemoveAsync(upload);
            return (null, await transaction.Nodes.FindRevisionAsync(upload) is not null);
        }, CancellationToken.None);
        if (refused is null && !isFile)
        {
            await blobs.DeleteAsync(upload);
        }

        return refused;
    }

    private async ValueTask<Ending> EndAsync(UploadId upload, string reason, RunReport? report = null, ProcessingFailure? failure = null)
    {
        var ended = await metadata.WriteAsync(transaction => EndAsync(transaction, upload, reason, report, failure), CancellationToken.None);
        if (ended is Ending.Now)
        {
            logger.UploadAborted(upload, reason);
            owed.Set();
        }

        return ended;
    }

    private async ValueTask<Ending> EndAsync(
        IMetadataTransaction transaction, UploadId upload, string reason, RunReport? report, ProcessingFailure? failure)
    {
        // The revision tells, not the session: ended sessions are forgotten in time.
        if (await transaction.Nodes.FindRevisionAsync(upload) is not null)
        {
            return Ending.FinalizedBefore;
        }

        if (await transaction.Uploads.FindAsync(upload) is not { State: UploadState.Receiving or UploadState.Processing } session)
        {
            return await transaction.Uploads.FindAsync(upload) is { Failure.KeepBytes: true } ? Ending.KeptBefore : Ending.AbortedBefore;
        }

        if (report is not null && (session.State is not UploadState.Processing || session.Run?.Number != report.Number))
        {
            return Ending.NotInThisRun;
        }

        var now = time.GetMilliseconds();
        if (report is not null)
        {
            await transaction.History.AddAsync(upload, report.Number, report.Changes);
        }

        await transaction.Uploads.MoveAsync(upload, UploadState.Aborted, reason, reservedBytes: 0, now);
        await transaction.Spaces.CountAsync(session.Space, reserved: -session.ReservedBytes);
        if (failure is not null)
        {
            await transaction.Uploads.FailAsync(upload, failure, report?.Marks ?? []);
        }

        if (session.State is UploadState.Processing)
        {
            // Somebody may wait for it, at another dataprovider.
            await transaction.Outbox.OweAsync(OwedEvent.Aborted(session, reason, failure, now));
        }

        return Ending.Now;
    }

    private enum Ending
    {
        Now,
        AbortedBefore,
        FinalizedBefore,

        /// <summary>A step has ended it, and its bytes stay for the operator.</summary>
        KeptBefore,

        /// <summary>It was begun anew: this outcome is of an older run.</summary>
        NotInThisRun,
    }
}
