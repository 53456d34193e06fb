using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Ends an upload that will not become a revision: its quota is given back and its bytes are dropped.</summary>
public sealed class UploadAbortion(IMetadataStore metadata, IBlobStore blobs, ILogger<UploadAbortion> logger)
{
    /// <summary>Aborts the session; harmless when it has already ended, either way.</summary>
    /// <param name="upload">The session.</param>
    /// <param name="reason">For the client and the operator: a few words, no ids.</param>
    public async ValueTask AbortAsync(UploadId upload, string reason)
    {
        var aborted = await metadata.WriteAsync(transaction => AbortAsync(transaction, upload, reason), CancellationToken.None);
        if (!aborted)
        {
            return;
        }

        // After the row: a crash in between leaves a blob that no revision names, never a session without its bytes.
        await blobs.DeleteAsync(upload);
        logger.UploadAborted(upload, reason);
    }

    private static async ValueTask<bool> AbortAsync(IMetadataTransaction transaction, UploadId upload, string reason)
    {
        if (await transaction.Uploads.FindAsync(upload) is not { State: UploadState.Receiving or UploadState.Processing } session)
        {
            return false;
        }

        await transaction.Uploads.MoveAsync(upload, UploadState.Aborted, reason, reservedBytes: 0);
        await transaction.Spaces.CountAsync(session.Space, used: 0, reserved: -session.ReservedBytes);
        return true;
    }
}
