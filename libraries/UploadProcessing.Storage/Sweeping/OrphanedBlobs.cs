using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Removes blobs that no revision and no session under way names (ocis#9498): what a crash between a row and its blob left.</summary>
public sealed class OrphanedBlobs(
    IMetadataStore metadata, IBlobStore blobs, IOptions<SweepingOptions> options, TimeProvider time, ILogger<OrphanedBlobs> logger) : ISweep
{
    private const int Batch = 200;

    /// <inheritdoc/>
    public string Kind => "orphaned-blobs";

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        // Blobs beside an empty database are not orphans: somebody has mixed up two data roots, or restored one half of a backup.
        if (await metadata.ReadAsync(transaction => transaction.Spaces.IsEmptyAsync(), cancellationToken))
        {
            return await CountAsync(cancellationToken);
        }

        var swept = await blobs.TidyAsync(cancellationToken);
        var before = time.GetUtcNow() - options.Value.OrphanAge;
        await foreach (var old in blobs.ListAsync(cancellationToken).Where(blob => blob.WrittenAt < before).Chunk(Batch).WithCancellation(cancellationToken))
        {
            foreach (var orphan in await OrphansAsync([.. old.Select(blob => blob.Upload)], cancellationToken))
            {
                logger.OrphanRemoved(orphan);
                await blobs.DeleteAsync(orphan);
                swept++;
            }
        }

        return swept;
    }

    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        if (await blobs.ListAsync(cancellationToken).AnyAsync(cancellationToken))
        {
            logger.BlobsWithoutDatabase();
        }

        return 0;
    }

    // An id is never used again: what nobody names now, nobody will.
    private ValueTask<IReadOnlyList<UploadId>> OrphansAsync(UploadId[] candidates, CancellationToken cancellationToken) =>
        metadata.ReadAsync<IReadOnlyList<UploadId>>(async transaction =>
        {
            var orphans = new List<UploadId>();
            foreach (var upload in candidates)
            {
                if (await transaction.Nodes.FindRevisionAsync(upload) is null
                    && await transaction.Uploads.FindAsync(upload) is not { State: UploadState.Receiving or UploadState.Processing })
                {
                    orphans.Add(upload);
                }
            }

            return orphans;
        }, cancellationToken);
}
