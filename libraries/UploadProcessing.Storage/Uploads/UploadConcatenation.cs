using System.Buffers;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Joins the parts of a final upload and commits it. Harmless to run again, at any time: it begins anew until it is committed.</summary>
public sealed class UploadConcatenation(
    IMetadataStore metadata, IBlobStore blobs, UploadFinalizer finalizer, UploadAbortion abortion)
{
    private const int Block = 1 << 20;

    // For whoever asks for a part's offset just now.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Joins and commits, if every part is complete.</summary>
    /// <returns>How it ended; null while a part is not complete, or while somebody else joins the same.</returns>
    public async ValueTask<CommitResult?> TryJoinAsync(UploadId final, CancellationToken cancellationToken)
    {
        await using var writer = await blobs.OpenWriterAsync(final, cancellationToken);
        if (writer is null || await FindAsync(final, cancellationToken) is not ({ } session, { } parts))
        {
            return null;
        }

        if (session.State is not UploadState.Receiving)
        {
            return null;
        }

        // All of them before the first byte is copied: whoever waits for a part may ask often.
        foreach (var part in parts)
        {
            if (!await IsCompleteAsync(part, cancellationToken))
            {
                return null;
            }
        }

        await writer.BeginAnewAsync();
        using var digest = new PassingDigest(session.Checksum?.Algorithm);
        foreach (var part in parts)
        {
            await CopyAsync(part, writer, digest, cancellationToken);
        }

        var result = await finalizer.FinalizeAsync(final, new ReceivedBytes(writer.Length, digest.Digest, digest.Checksum));
        if (result.Refusal is not null)
        {
            // The parts stay: another final upload of theirs may fare better.
            await abortion.AbortAsync(final, result.Detail!);
        }

        return result;
    }

    private ValueTask<(UploadSession Session, IReadOnlyList<UploadSession> Parts)?> FindAsync(UploadId final, CancellationToken cancellationToken) =>
        metadata.ReadAsync<(UploadSession, IReadOnlyList<UploadSession>)?>(async transaction =>
        {
            if (await transaction.Uploads.FindAsync(final) is not { } session)
            {
                return null;
            }

            // In order, and as often as the client named each.
            var parts = new List<UploadSession>();
            foreach (var part in await transaction.Uploads.ListPartsAsync(final))
            {
                if (await transaction.Uploads.FindAsync(part) is not { State: UploadState.Receiving, Length: not null, ChunkStart: null } found)
                {
                    return null;
                }

                parts.Add(found);
            }

            return (session, parts);
        }, cancellationToken);

    /// <summary>As its writer counts: after a power cut a file may be longer than what arrived.</summary>
    private async ValueTask<bool> IsCompleteAsync(UploadSession part, CancellationToken cancellationToken)
    {
        await using (var content = await blobs.OpenReadAsync(part.Id, cancellationToken))
        {
            // Whoever still sends it is left alone.
            if ((content?.Length ?? 0) != part.Length)
            {
                return false;
            }
        }

        await using var writer = await blobs.TakeOverAsync(part.Id, Patience, cancellationToken);
        return writer?.Length == part.Length;
    }

    private async ValueTask CopyAsync(UploadSession part, IBlobWriter writer, PassingDigest digest, CancellationToken cancellationToken)
    {
        await using var source = await blobs.OpenReadAsync(part.Id, cancellationToken)
            ?? throw new InvalidDataException($"The blob of part {part.Id} is missing.");
        // Shared or copied, the bytes are read once: the file's digest is made of them.
        var isShared = await writer.TryAppendBlobAsync(part.Id);
        var buffer = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer.AsMemory(0, Block), cancellationToken)) > 0)
            {
                var bytes = new ReadOnlySequence<byte>(buffer, 0, read);
                digest.Append(bytes);
                if (!isShared)
                {
                    await writer.AppendAsync(bytes);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
