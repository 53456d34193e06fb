using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using UploadProcessing.Contracts;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;
using UploadKind = UploadProcessing.Storage.Uploads.UploadKind;
using UploadExpiry = UploadProcessing.Storage.Uploads.UploadExpiry;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>Takes a chunk of a resumable upload to its blob. What is acknowledged is durable; what arrived before a cut counts too.</summary>
internal sealed class UploadReceiver(
    UploadWriters writers, IBlobStore blobs, UploadReservation reservation, UploadAbortion abortion, UploadExpiry expiry, ChunkGuard guard,
    UploadCompletion completion, ResumedDigests digests, TusCapabilities capabilities, IHostApplicationLifetime lifetime,
    ILogger<UploadReceiver> logger)
{
    /// <summary>Appends the body of <paramref name="body"/>, and completes the upload with its last byte.</summary>
    public async ValueTask<Received> ReceiveAsync(UploadId upload, PatchRequest patch, HttpRequest body, CancellationToken requestAborted)
    {
        Activity.Current?.SetTag(UploadTags.StorageDriver, blobs.Driver);
        await using var open = await writers.OpenAsync(upload, requestAborted);
        if (open.Failure is { } failure)
        {
            return new Received(null, Failure: failure);
        }

        var (session, writer) = (open.Session!, open.Writer!);
        var plan = PatchPlan.Make(patch, TusUploads.Of(session, writer.Length), capabilities);
        if (plan.Error is { } error)
        {
            return new Received(null, Failure: TransferErrors.Of(error));
        }

        if (plan.Value.SetsLength)
        {
            var declared = await reservation.DeclareAsync(session, plan.Value.Length!.Value, requestAborted);
            if (declared.Session is null)
            {
                return new Received(null, Failure: TransferErrors.OfTus(declared.Refusal!.Value, declared.Detail));
            }

            session = declared.Session;
        }

        try
        {
            return await ReceiveAsync(session, patch.Checksum, writer, body, requestAborted);
        }
        catch (IOException exception) when (exception is not (StorageFullException or ConnectionResetException or BadHttpRequestException))
        {
            // After a failed flush nobody knows what is on the disk: nothing of this upload is acknowledged any more.
            logger.StorageFailed(exception, upload);
            await abortion.AbortAsync(upload, "The storage failed.");
            throw;
        }
    }

    private async ValueTask<Received> ReceiveAsync(
        UploadSession session, ChunkChecksum checksum, IBlobWriter writer, HttpRequest body, CancellationToken requestAborted)
    {
        var start = writer.Length;
        var digest = digests.Take(session, start);
        using var hash = checksum.Checksum is { } announced ? new ChunkHash(announced.Algorithm) : null;
        if (checksum.IsExpected)
        {
            await guard.BeginAsync(session, writer);
            session = session with { ChunkStart = start };
        }

        // Whoever comes later gets the upload, and a server that stops lets it go at a durable offset.
        using var until = CancellationTokenSource.CreateLinkedTokenSource(requestAborted, writer.Wanted, lifetime.ApplicationStopping);
        var failure = await CopyAsync(session, writer, digest, hash, body, until.Token);
        if (checksum.IsExpected)
        {
            failure ??= await VerifyAsync(session, checksum, start, hash, body);
            if (failure is not null)
            {
                digest?.Dispose();
                session = await guard.RollBackAsync(session, writer);
                return new Received(TusUploads.Of(session, writer.Length), Failure: failure);
            }

            await writer.FlushAsync();
            await guard.KeepAsync(session);
        }

        return await EndAsync(session with { ChunkStart = null }, writer, digest, failure);
    }

    private async ValueTask<Failure?> CopyAsync(
        UploadSession session, IBlobWriter writer, PassingDigest? digest, ChunkHash? hash, HttpRequest body, CancellationToken until)
    {
        try
        {
            var refused = await BodyCopier.CopyAsync(reservation, session, writer, Pass, body.BodyReader, until);
            return refused is { } why ? TransferErrors.OfTus(why.Refusal!.Value, why.Detail) : null;
        }
        catch (OperationCanceledException) when (writer.Wanted.IsCancellationRequested)
        {
            return TransferErrors.OfTus(Refusal.Busy, "A newer request has taken this upload over.");
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return TransferErrors.Stopping;
        }
        catch (Exception exception) when (exception is BadHttpRequestException or ConnectionResetException
            or ConnectionAbortedException or OperationCanceledException)
        {
            logger.ClientLeft(session.Id, writer.Length);
            return TransferErrors.OfTus(Refusal.Invalid, "The connection ended before all bytes had arrived.");
        }
        catch (StorageFullException exception)
        {
            logger.StorageFull(exception, session.Id);
            return TransferErrors.OfTus(Refusal.NoSpace, "The storage is full.");
        }

        void Pass(ReadOnlySequence<byte> bytes)
        {
            digest?.Append(bytes);
            hash?.Append(bytes);
        }
    }

    private async ValueTask<Failure?> VerifyAsync(
        UploadSession session, ChunkChecksum checksum, long start, ChunkHash? hash, HttpRequest body)
    {
        if (checksum.Checksum is { } announced)
        {
            return Of(announced.Verify(hash!.Value()));
        }

        // Trailers are there once the body has been read to its end.
        var trailer = ChunkChecksum.ReadTrailer(new TusRequestHeaders(name => body.GetTrailer(name)));
        return trailer.Error is { } error
            ? TransferErrors.Of(error)
            : Of(trailer.Value.Verify(await ChunkHash.ReadAsync(trailer.Value.Algorithm, blobs, session.Id, start)));

        static Failure? Of(TusError? mismatch) => mismatch is { } error ? TransferErrors.Of(error) : null;
    }

    /// <summary>Everything that arrived is made durable, whatever ended the body; the last byte completes the upload.</summary>
    private async ValueTask<Received> EndAsync(UploadSession session, IBlobWriter writer, PassingDigest? digest, Failure? failure)
    {
        if (session.Length == writer.Length && session.Kind is UploadKind.File)
        {
            var commit = await completion.CompleteAsync(session, writer.Length, digest);
            digest?.Dispose();
            var ended = TusUploads.Of(session with { State = UploadState.Finalized }, writer.Length);
            return new Received(ended, commit, commit.Refusal is { } refusal ? TransferErrors.OfTus(refusal, commit.Detail) : null);
        }

        await writer.FlushAsync();
        if (digest is not null)
        {
            digests.Keep(session.Id, digest, writer.Length);
        }

        return new Received(TusUploads.Of(session, writer.Length, await expiry.ExtendAsync(session)), Failure: failure);
    }
}
