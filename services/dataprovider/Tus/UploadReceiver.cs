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
    public async ValueTask<Received> ReceiveAsync(UploadId upload, PatchRequest patch, HttpRequest body)
    {
        Activity.Current?.SetTag(UploadTags.StorageDriver, blobs.Driver);
        await using var open = await writers.OpenAsync(upload, CancellationToken.None);
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

        try
        {
            return await ReceiveAsync(session, plan.Value, patch.Checksum, writer, body);
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
        UploadSession session, PatchPlan plan, ChunkChecksum checksum, IBlobWriter writer, HttpRequest body)
    {
        // A chunk that may still be refused sets no length (TUS 1.0.0, Creation; clause 22).
        if (plan.SetsLength && !checksum.IsExpected && await DeclareAsync(session, plan) is { } full)
        {
            return new Received(null, Failure: full);
        }

        session = session with { Length = plan.Length };
        var start = writer.Length;
        var digest = digests.Take(session, start);
        using var hash = checksum.Checksum is { } announced ? new ChunkHash(announced.Algorithm) : null;
        if (checksum.IsExpected)
        {
            await guard.BeginAsync(session, writer);
            session = session with { ChunkStart = start };
        }

        // Whoever comes later gets the upload, and a server that stops lets it go at a durable offset. Not when the client goes: the body
        // ends by itself then, after the last byte that arrived.
        using var until = CancellationTokenSource.CreateLinkedTokenSource(writer.Wanted, lifetime.ApplicationStopping);
        var failure = await CopyAsync(session, writer, digest, hash, body, until.Token);
        if (checksum.IsExpected)
        {
            failure ??= await VerifyAsync(session, checksum, start, hash, body);
            failure ??= plan.SetsLength ? await DeclareAsync(session, plan) : null;
            if (failure is not null)
            {
                digest?.Dispose();
                session = await guard.RollBackAsync(session, writer);
                return new Received(TusUploads.Of(session, writer.Length), Failure: failure);
            }

            await writer.FlushAsync();
            await guard.KeepAsync(session);
        }

        return await EndAsync(session with { ChunkStart = null }, writer, digest, failure, OutcomeResponse.PreferencesOf(body));
    }

    private async ValueTask<Failure?> DeclareAsync(UploadSession session, PatchPlan plan)
    {
        var declared = await reservation.DeclareAsync(session, plan.Length!.Value, CancellationToken.None);
        return declared.Refusal is { } refusal ? TransferErrors.OfTus(refusal, declared.Detail) : null;
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

        // Trailers are there once the body has been read to its end, and never behind a request that has none.
        var trailer = ChunkChecksum.ReadTrailer(new TusRequestHeaders(name => body.CheckTrailersAvailable() ? body.GetTrailer(name) : default));
        return trailer.Error is { } error
            ? TransferErrors.Of(error)
            : Of(trailer.Value.Verify(await ChunkHash.ReadAsync(trailer.Value.Algorithm, blobs, session.Id, start)));

        static Failure? Of(TusError? mismatch) => mismatch is { } error ? TransferErrors.Of(error) : null;
    }

    /// <summary>Everything that arrived is made durable, whatever ended the body; the last byte completes the upload.</summary>
    private async ValueTask<Received> EndAsync(
        UploadSession session, IBlobWriter writer, PassingDigest? digest, Failure? failure, Preferences preferences)
    {
        if (session.Length == writer.Length && session.Kind is UploadKind.File)
        {
            var commit = await completion.CompleteAsync(session, writer.Length, digest, preferences);
            digest?.Dispose();
            var ended = TusUploads.Of(session with { State = commit.Run is null ? UploadState.Finalized : UploadState.Processing }, writer.Length);
            return new Received(ended, commit, commit.Refusal is null ? null : TransferErrors.OfTus(commit));
        }

        await writer.FlushAsync();
        if (digest is not null)
        {
            digests.Keep(session.Id, digest, writer.Length);
        }

        return new Received(TusUploads.Of(session, writer.Length, await expiry.ExtendAsync(session)), Failure: failure);
    }
}
