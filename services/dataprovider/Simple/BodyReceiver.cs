using System.Diagnostics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using UploadProcessing.Contracts;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Simple;

/// <summary>Takes the body of a simple upload from the socket to its blob and finalizes it. A PUT is whole or it is nothing.</summary>
internal sealed class BodyReceiver(
    IMetadataStore metadata, IBlobStore blobs, UploadReservation reservation, LastByte lastByte, UploadAbortion abortion, ILogger<BodyReceiver> logger)
{
    /// <summary>Reads <paramref name="body"/> to its end and commits it; whatever goes wrong ends the session and leaves nothing.</summary>
    public async ValueTask<CommitResult> ReceiveAsync(UploadSession session, PipeReader body, Preferences preferences, CancellationToken cancellationToken)
    {
        Activity.Current?.SetTag(UploadTags.StorageDriver, blobs.Driver);
        await using var writer = await blobs.OpenWriterAsync(session.Id, cancellationToken);
        if (writer is null)
        {
            return Refused(Refusal.Busy, "Another request is writing this upload.");
        }

        // Again, now that nobody else writes: what the session was before, another request may have finished meanwhile, and then
        // these bytes are a committed revision's.
        var current = await metadata.ReadAsync(transaction => transaction.Uploads.FindAsync(session.Id), cancellationToken);
        if (current is not { State: UploadState.Receiving })
        {
            return await EndedAsync(session.Id, current);
        }

        var result = await TryReceiveAsync(current, writer, body, preferences, cancellationToken);
        if (result.Refusal is not null)
        {
            await abortion.AbortAsync(session.Id, result.Detail!);
        }

        return result;
    }

    private async ValueTask<CommitResult> TryReceiveAsync(
        UploadSession session, IBlobWriter writer, PipeReader body, Preferences preferences, CancellationToken cancellationToken)
    {
        try
        {
            // A PUT begins anew: bytes of an earlier try under the same token are not part of this one.
            await writer.BeginAnewAsync();
            using var digest = new PassingDigest(session.Checksum?.Algorithm);
            if (await BodyCopier.CopyAsync(reservation, session, writer, digest.Append, body, cancellationToken) is { } refused)
            {
                return Refused(refused.Refusal!.Value, refused.Detail!);
            }

            return await lastByte.FinalizeAsync(session.Id, new ReceivedBytes(writer.Length, digest.Digest, digest.Checksum), preferences);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            logger.ClientLeft(session.Id, writer.Length);
            return Refused(Refusal.Stalled, "The body stopped coming. Start a new upload.");
        }
        catch (Exception exception) when (exception is BadHttpRequestException or ConnectionResetException
            or ConnectionAbortedException or OperationCanceledException)
        {
            logger.ClientLeft(session.Id, writer.Length);
            return Refused(Refusal.Invalid, "The connection ended before all bytes had arrived.");
        }
        catch (StorageFullException exception)
        {
            logger.StorageFull(exception, session.Id);
            return Refused(Refusal.NoSpace, "The storage is full.");
        }
        catch
        {
            // A fault of ours, answered with 500; the session must not keep its quota until it expires.
            await abortion.AbortAsync(session.Id, "The storage failed.");
            throw;
        }
    }

    private async ValueTask<CommitResult> EndedAsync(UploadId upload, UploadSession? session)
    {
        if (session is { State: UploadState.Finalized or UploadState.Processing })
        {
            return Refused(Refusal.Ended, "The upload is complete and takes no more bytes.");
        }

        if (session is not { Failure.KeepBytes: true })
        {
            // Its blob was dropped with it; opening the writer has made an empty one again.
            await blobs.DeleteAsync(upload);
        }

        return Refused(Refusal.Aborted, "The upload has ended. Start a new one.");
    }

    private static CommitResult Refused(Refusal refusal, string detail) => new(null, null, false, refusal, detail);
}
