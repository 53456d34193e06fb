using System.Buffers;
using System.Collections.Concurrent;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Integrity;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Sqlite;

namespace UploadProcessing.Storage.Backups;

/// <summary>Copies the blob of every revision that a database names from one store to another, and compares digests while the bytes pass.</summary>
internal sealed class BlobCopier(SqliteCopy database, FileBlobStore source, FileBlobStore target, bool link)
{
    private const int Batch = 500;
    private const int BufferSize = 1024 * 1024;

    // Each waits for its own flush; the file system's journal takes several at once.
    private const int AtOnce = 4;

    private readonly ConcurrentQueue<Finding> _findings = new();
    private long _revisions;
    private long _bytes;

    public async ValueTask<BackupResult> CopyAsync(CancellationToken cancellationToken)
    {
        UploadId? after = null;
        while (await database.RunAsync(transaction => transaction.Nodes.ListRevisionsAsync(after, Batch)) is { Count: > 0 } page)
        {
            var damaged = new ConcurrentQueue<(Revision Revision, BlobDamage Damage)>();
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(page, parallel, async (revision, token) =>
            {
                if (await CopyAsync(revision, token) is { } damage)
                {
                    damaged.Enqueue((revision, damage));
                }
            });
            foreach (var (revision, damage) in damaged)
            {
                var place = await database.RunAsync(transaction => transaction.Integrity.LocateAsync(revision.Node));
                _findings.Enqueue(new Finding(damage.Problem, place, damage.Detail) { Node = revision.Node, Upload = revision.Id });
            }

            after = page[^1].Id;
        }

        return new BackupResult(_revisions, _bytes, [.. _findings], Refusal: null);
    }

    private async ValueTask<BlobDamage?> CopyAsync(Revision revision, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _revisions);
        Interlocked.Add(ref _bytes, revision.Size);
        await using var content = await source.OpenReadAsync(revision.Id, cancellationToken);
        if (content is null)
        {
            return BlobDamage.Missing;
        }

        if (link && target.TryLink(revision.Id, source))
        {
            // It was not read, so its digest is not known. Its name is durable once its folder is.
            var length = content.Length;
            await target.SealAsync(revision.Id, length);
            return BlobDamage.Find(revision, length, digest: null);
        }

        try
        {
            return await CopyAsync(revision, content, cancellationToken);
        }
        catch (UnreadableException exception)
        {
            return BlobDamage.Unreadable(exception.InnerException!);
        }
    }

    private async ValueTask<BlobDamage?> CopyAsync(Revision revision, Stream content, CancellationToken cancellationToken)
    {
        await using var writer = await target.OpenWriterAsync(revision.Id, cancellationToken)
            ?? throw new IOException($"Somebody else writes blob {revision.Id} of the copy.");
        await writer.BeginAnewAsync();
        using var digest = new PassingDigest(algorithm: null);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await ReadAsync(content, buffer, cancellationToken) is > 0 and var read)
            {
                var bytes = new ReadOnlySequence<byte>(buffer, 0, read);
                digest.Append(bytes);
                await writer.AppendAsync(bytes);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await writer.FlushAsync();
        return BlobDamage.Find(revision, writer.Length, digest.Digest);
    }

    /// <summary>Reads; a fault of the source is told from one of the target, which ends the copy.</summary>
    private static async ValueTask<int> ReadAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new UnreadableException(exception);
        }
    }

    private sealed class UnreadableException(IOException inner) : Exception(inner.Message, inner);
}
