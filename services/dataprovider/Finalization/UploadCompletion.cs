using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>What happens once all bytes of a resumable upload are there: it becomes a revision, or it ends.</summary>
/// <remarks>Whoever completes it holds its writer, so that nobody else changes its bytes meanwhile.</remarks>
internal sealed class UploadCompletion(IBlobStore blobs, LastByte lastByte, UploadAbortion abortion)
{
    /// <summary>Finalizes the upload; no cancellation: what has begun to commit runs to its end.</summary>
    /// <param name="session">The upload.</param>
    /// <param name="length">Bytes in its blob: all of them.</param>
    /// <param name="digest">What saw all of them pass; null when nobody did, as after a restart.</param>
    /// <param name="preferences">Whether the client wants to be answered first.</param>
    public async ValueTask<CommitResult> CompleteAsync(UploadSession session, long length, PassingDigest? digest, Preferences preferences)
    {
        using var read = digest is null ? await ReadAsync(session) : null;
        var hashed = digest ?? read!;
        var result = await lastByte.FinalizeAsync(session.Id, new ReceivedBytes(length, hashed.Digest, hashed.Checksum), preferences);
        if (result.Refusal is not null)
        {
            await abortion.AbortAsync(session.Id, result.Detail!);
        }

        return result;
    }

    private async ValueTask<PassingDigest> ReadAsync(UploadSession session)
    {
        var digest = new PassingDigest(session.Checksum?.Algorithm);
        if (await blobs.OpenReadAsync(session.Id, CancellationToken.None) is { } content)
        {
            await using (content)
            {
                await digest.AppendAsync(content, CancellationToken.None);
            }
        }

        return digest;
    }
}
