using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;

namespace UploadProcessing.Storage.Spaces;

/// <summary>Drops the bytes of upload sessions that ended because their user or their space is gone.</summary>
public sealed class SessionEnder(IBlobStore blobs, ILogger<SessionEnder> logger)
{
    /// <summary>Removes the blobs of sessions whose end is committed: a crash before this leaves bytes that no session names.</summary>
    public async ValueTask DropBytesAsync(IEnumerable<UploadId> ended)
    {
        foreach (var upload in ended)
        {
            try
            {
                await DropBytesAsync(upload);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                logger.BytesLeft(exception, upload);
            }
        }
    }

    private async ValueTask DropBytesAsync(UploadId upload)
    {
        // Whoever is writing it right now hears of the end when it asks for more, or commits; its bytes must not go under its hands.
        await using var writer = await blobs.OpenWriterAsync(upload, CancellationToken.None);
        if (writer is not null)
        {
            await blobs.DeleteAsync(upload);
        }
    }
}
