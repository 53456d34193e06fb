using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Storage.Blobs;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Removes blobs that no revision and no session under way names (ocis#9498): what a crash between a row and its blob left.</summary>
public sealed class OrphanedBlobs(
    OrphanFinder orphans, IBlobStore blobs, IOptions<SweepingOptions> options, TimeProvider time, ILogger<OrphanedBlobs> logger) : ISweep
{
    /// <inheritdoc/>
    public string Kind => "orphaned-blobs";

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        if (await orphans.AreWithoutDatabaseAsync(cancellationToken))
        {
            logger.BlobsWithoutDatabase();
            return 0;
        }

        var swept = await blobs.TidyAsync(time.GetUtcNow() - options.Value.OrphanAge, cancellationToken);
        await foreach (var orphan in orphans.FindAsync(cancellationToken))
        {
            logger.OrphanRemoved(orphan.Upload);
            await blobs.DeleteAsync(orphan.Upload);
            swept++;
        }

        return swept;
    }
}
