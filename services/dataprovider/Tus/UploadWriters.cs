using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>The one writer of an upload, for the newest request: whoever had it before lets go, and what it left half done is dropped.</summary>
internal sealed class UploadWriters(IMetadataStore metadata, IBlobStore blobs, ChunkGuard guard, IOptions<TusOptions> options, TimeProvider time)
{
    /// <summary>Takes the upload over.</summary>
    public async ValueTask<OpenUpload> OpenAsync(UploadId upload, CancellationToken cancellationToken)
    {
        var writer = await blobs.TakeOverAsync(upload, options.Value.TakeOverPatience, cancellationToken);
        if (writer is null)
        {
            return new OpenUpload(null, null, TransferErrors.OfTus(
                Refusal.Busy, "Another request is writing this upload. Ask for its offset and go on from there."));
        }

        try
        {
            // Again, now that nobody else writes: another request may have completed or ended it meanwhile.
            var session = await metadata.ReadAsync(transaction => transaction.Uploads.FindAsync(upload), cancellationToken);
            if (session is { State: UploadState.Receiving } && session.ExpiresAt > time.GetUtcNow())
            {
                return new OpenUpload(await guard.RollBackAsync(session, writer), writer, null);
            }

            await writer.DisposeAsync();
            return new OpenUpload(session, null, await EndedAsync(upload, session));
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    private async ValueTask<Failure> EndedAsync(UploadId upload, UploadSession? session)
    {
        if (session is { State: UploadState.Finalized or UploadState.Processing })
        {
            return TransferErrors.OfTus(Refusal.Ended, "The upload is complete and takes no more bytes.");
        }

        if (session is not { State: UploadState.Receiving } and not { Failure.KeepBytes: true })
        {
            // Its blob was dropped with it; opening the writer has made an empty one again.
            await blobs.DeleteAsync(upload);
        }

        return TransferErrors.OfTus(Refusal.Aborted, "The upload has ended. Start a new one.");
    }
}

/// <summary>An upload and its writer, or why nobody may write it.</summary>
internal sealed record OpenUpload(UploadSession? Session, IBlobWriter? Writer, Failure? Failure) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Writer?.DisposeAsync() ?? ValueTask.CompletedTask;
}
