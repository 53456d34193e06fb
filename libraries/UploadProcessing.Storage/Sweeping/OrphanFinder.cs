using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Finds old blobs that no revision and no session names.</summary>
public sealed class OrphanFinder(IMetadataStore metadata, IBlobStore blobs, IOptions<SweepingOptions> options, TimeProvider time)
{
    private const int Batch = 200;

    /// <summary>Whether there are blobs beside an empty database: then somebody has mixed up two data roots, or restored one half of a backup.</summary>
    public async ValueTask<bool> AreWithoutDatabaseAsync(CancellationToken cancellationToken) =>
        await metadata.ReadAsync(transaction => transaction.Spaces.IsEmptyAsync(), cancellationToken)
        && await blobs.ListAsync(cancellationToken).AnyAsync(cancellationToken);

    /// <summary>All of them; none while a backup holds the blobs of removed revisions.</summary>
    public async IAsyncEnumerable<StoredBlob> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.OrphanAge;
        await foreach (var old in blobs.ListAsync(cancellationToken).Where(blob => blob.WrittenAt < before).Chunk(Batch).WithCancellation(cancellationToken))
        {
            foreach (var orphan in await OrphansAsync(old, cancellationToken))
            {
                yield return orphan;
            }
        }
    }

    // An id is never used again: what nobody names now, nobody will.
    private ValueTask<IReadOnlyList<StoredBlob>> OrphansAsync(StoredBlob[] candidates, CancellationToken cancellationToken) =>
        metadata.ReadAsync<IReadOnlyList<StoredBlob>>(async transaction =>
        {
            if (await transaction.Holds.AnyAsync())
            {
                return [];
            }

            var orphans = new List<StoredBlob>();
            foreach (var blob in candidates)
            {
                if (!await IsNamedAsync(transaction, blob.Upload))
                {
                    orphans.Add(blob);
                }
            }

            return orphans;
        }, cancellationToken);

    private static async ValueTask<bool> IsNamedAsync(IMetadataTransaction transaction, UploadId upload) =>
        await transaction.Nodes.FindRevisionAsync(upload) is not null
        || await transaction.Uploads.FindAsync(upload) is { State: UploadState.Receiving or UploadState.Processing } or { Failure.KeepBytes: true };
}
