using UploadProcessing.Storage.Blobs;

namespace UploadProcessing.Storage.Uploads;

/// <summary>A chunk with a checksum is whole or it is nothing (TUS 1.0.0, Checksum): where it begins is durable before its first byte.</summary>
public sealed class ChunkGuard(IMetadataStore metadata)
{
    /// <summary>Begins a chunk at the blob's end.</summary>
    public ValueTask BeginAsync(UploadSession session, IBlobWriter writer) => MarkAsync(session, writer.Length);

    /// <summary>Keeps the chunk: its bytes are durable and are what the client said.</summary>
    public ValueTask KeepAsync(UploadSession session) => MarkAsync(session, start: null);

    /// <summary>Drops a chunk that did not come to its end, now or when its process died. Harmless when there is none.</summary>
    /// <returns>The session without it.</returns>
    public async ValueTask<UploadSession> RollBackAsync(UploadSession session, IBlobWriter writer)
    {
        if (session.ChunkStart is not { } start)
        {
            return session;
        }

        await writer.TruncateAsync(start);
        // The shorter length first: without the mark, what a power cut brings back would count.
        await writer.FlushAsync();
        await MarkAsync(session, start: null);
        return session with { ChunkStart = null };
    }

    private async ValueTask MarkAsync(UploadSession session, long? start) =>
        await metadata.WriteAsync(async transaction =>
        {
            await transaction.Uploads.MarkChunkAsync(session.Id, start);
            return true;
        }, CancellationToken.None);
}
