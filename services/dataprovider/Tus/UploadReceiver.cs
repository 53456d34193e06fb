using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>Takes a chunk of a resumable upload to its blob. What is acknowledged is durable; what arrived before a cut counts too.</summary>
internal sealed class UploadReceiver(
    IMetadataStore metadata, IBlobStore blobs, UploadReservation reservation, UploadAbortion abortion, UploadExpiry expiry, ChunkGuard guard,
    UploadCompletion completion, ResumedDigests digests, IHostApplicationLifetime lifetime, IOptions<TusOptions> options,
    ILogger<UploadReceiver> logger)
{
    /// <summary>Appends the body of <paramref name="request"/>, and completes the upload with its last byte.</summary>
    public async ValueTask<Received> ReceiveAsync(UploadId upload, Chunk chunk, HttpRequest request, CancellationToken requestAborted)
    {
        Activity.Current?.SetTag(UploadTags.StorageDriver, blobs.Driver);
        await using var writer = await blobs.TakeOverAsync(upload, options.Value.TakeOverPatience, requestAborted);
        if (writer is null)
        {
            return Received.Refused(Refusal.Busy, "Another request is writing this upload. Ask for its offset and go on from there.");
        }

        // Again, now that nobody else writes: another request may have completed or ended it meanwhile.
        var found = await metadata.ReadAsync(transaction => transaction.Uploads.FindAsync(upload), requestAborted);
        if (found is not { State: UploadState.Receiving })
        {
            return await EndedAsync(upload, found);
        }

        var session = await guard.RollBackAsync(found, writer);
        if (await RefusalOfAsync(session, chunk, writer, requestAborted) is { } refused)
        {
            return refused;
        }

        session = chunk.Length is { } length ? session with { Length = length } : session;
        try
        {
            return await ReceiveAsync(session, chunk, writer, request, requestAborted);
        }
        catch (Exception exception) when (exception is IOException and not StorageFullException && exception is not ConnectionResetException)
        {
            // After a failed flush nobody knows what is on the disk: nothing of this file is acknowledged any more.
            logger.StorageFailed(exception, upload);
            await abortion.AbortAsync(upload, "The storage failed.");
            throw;
        }
    }

    private async ValueTask<Received?> RefusalOfAsync(UploadSession session, Chunk chunk, IBlobWriter writer, CancellationToken cancellationToken)
    {
        if (chunk.Offset != writer.Length)
        {
            return new Received(session, writer.Length, Error: TransferError.OffsetMismatch,
                Detail: "The upload is at another offset. Ask for it with HEAD and go on from there.");
        }

        if (chunk.Length is { } declared)
        {
            if (declared < writer.Length || (session.Length is { } known && known != declared))
            {
                return Received.Refused(Refusal.Invalid, "Upload-Length contradicts what is known of the upload.");
            }

            if (session.Length is null && declared >= chunk.Offset + (chunk.ContentLength ?? 0)
                && await reservation.DeclareAsync(session, declared, cancellationToken) is { Session: null } full)
            {
                return Received.Refused(full.Refusal!.Value, full.Detail);
            }
        }

        return (chunk.Length ?? session.Length) is { } length && chunk.Offset + chunk.ContentLength > length
            ? Received.Refused(Refusal.TooLarge, $"The upload has {length} bytes; this request would go beyond them.")
            : null;
    }

    private async ValueTask<Received> ReceiveAsync(
        UploadSession session, Chunk chunk, IBlobWriter writer, HttpRequest request, CancellationToken requestAborted)
    {
        var start = writer.Length;
        var digest = digests.Take(session, start);
        using var hash = chunk.Checksum is { } expected ? new ChunkHash(expected.Algorithm) : null;
        if (chunk.IsGuarded)
        {
            await guard.BeginAsync(session, writer);
            session = session with { ChunkStart = start };
        }

        // Whoever comes later gets the upload, and a server that stops lets it go at a durable offset.
        using var until = CancellationTokenSource.CreateLinkedTokenSource(requestAborted, writer.Wanted, lifetime.ApplicationStopping);
        var cut = await CopyAsync(session, writer, digest, hash, request, until.Token);
        cut ??= chunk.IsGuarded ? await ChunkRefusalAsync(session, chunk, start, hash, request) : null;
        if (chunk.IsGuarded)
        {
            if (cut is not null)
            {
                digest?.Dispose();
                await guard.RollBackAsync(session, writer);
                return cut with { Session = session, Offset = writer.Length };
            }

            await writer.FlushAsync();
            await guard.KeepAsync(session);
        }

        return await EndAsync(session, writer, digest, cut);
    }

    private async ValueTask<Received?> CopyAsync(
        UploadSession session, IBlobWriter writer, PassingDigest? digest, ChunkHash? hash, HttpRequest request, CancellationToken until)
    {
        void Pass(ReadOnlySequence<byte> bytes)
        {
            digest?.Append(bytes);
            hash?.Append(bytes);
        }

        try
        {
            return await BodyCopier.CopyAsync(reservation, session, writer, Pass, request.BodyReader, until) is { } refused
                ? Received.Refused(refused.Refusal!.Value, refused.Detail)
                : null;
        }
        catch (OperationCanceledException) when (writer.Wanted.IsCancellationRequested)
        {
            return Received.Refused(Refusal.Busy, "A newer request has taken this upload over.");
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new Received(session, 0, Error: TransferError.Stopping, Detail: "The server is stopping. Go on from the offset in a moment.");
        }
        catch (Exception exception) when (exception is BadHttpRequestException or ConnectionResetException
            or ConnectionAbortedException or OperationCanceledException)
        {
            logger.ClientLeft(session.Id, writer.Length);
            return Received.Refused(Refusal.Invalid, "The connection ended before all bytes had arrived.");
        }
        catch (StorageFullException exception)
        {
            logger.StorageFull(exception, session.Id);
            return Received.Refused(Refusal.NoSpace, "The storage is full.");
        }
    }

    private async ValueTask<Received?> ChunkRefusalAsync(UploadSession session, Chunk chunk, long start, ChunkHash? hash, HttpRequest request)
    {
        if (chunk.Checksum is { } announced)
        {
            return hash!.Matches(announced) ? null : Mismatch();
        }

        // Trailers are there once the body has been read to its end; which algorithm it would be was not known before.
        var (trailer, error) = ChecksumTrailer.Read(request);
        if (error is { } refused)
        {
            return new Received(session, 0, Error: refused, Detail: "The Upload-Checksum trailer is missing, malformed or of an unknown algorithm.");
        }

        return await ChunkHash.MatchesAsync(trailer!.Value, blobs, session.Id, start) ? null : Mismatch();

        Received Mismatch() => new(session, 0, Error: TransferError.ChecksumMismatch,
            Detail: "The chunk's checksum is not the one that was sent. Nothing of it was kept; send it again.");
    }

    /// <summary>Everything that arrived is made durable, whatever ended the body; the last byte completes the upload.</summary>
    private async ValueTask<Received> EndAsync(UploadSession session, IBlobWriter writer, PassingDigest? digest, Received? cut)
    {
        if (session.Length == writer.Length && session.Kind is UploadKind.File)
        {
            var commit = await completion.CompleteAsync(session, writer.Length, digest);
            digest?.Dispose();
            return commit.Refusal is { } refusal
                ? new Received(session, writer.Length, Error: TransferErrors.Of(refusal, isTus: true), Detail: commit.Detail)
                : new Received(session, writer.Length, Commit: commit);
        }

        await writer.FlushAsync();
        if (digest is not null)
        {
            digests.Keep(session.Id, digest, writer.Length);
        }

        var expiresAt = await expiry.ExtendAsync(session);
        return (cut ?? new Received(session, 0)) with { Session = session, Offset = writer.Length, ExpiresAt = expiresAt };
    }

    private async ValueTask<Received> EndedAsync(UploadId upload, UploadSession? session)
    {
        if (session is { State: UploadState.Finalized or UploadState.Processing })
        {
            return Received.Refused(Refusal.Ended, "The upload is complete and takes no more bytes.");
        }

        // Its blob was dropped with it; opening the writer has made an empty one again.
        await blobs.DeleteAsync(upload);
        return Received.Refused(Refusal.Aborted, "The upload has ended. Start a new one.");
    }
}
