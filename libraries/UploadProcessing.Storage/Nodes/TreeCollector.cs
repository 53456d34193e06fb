using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;

namespace UploadProcessing.Storage.Nodes;

/// <summary>Removes what DELETE took out of its space: nodes and revisions in bounded batches, then the blobs nobody names any more.</summary>
/// <remarks>In the background, at the start and whenever asked: for the client the removal is done when the tree is out of the space.</remarks>
public sealed class TreeCollector(IMetadataStore metadata, IBlobStore blobs, ILogger<TreeCollector> logger) : BackgroundService
{
    // Small enough that an upload's commit never waits long behind it.
    private const int Batch = 200;

    // Asking twice before it has begun is asking once.
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Asks for a collection soon.</summary>
    public void Want() => _wanted.Writer.TryWrite(true);

    /// <summary>Collects until nothing is left. Safe to run anywhere, at any time, by several at once; a crash loses at most blobs' removal.</summary>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        CollectedNodes collected;
        do
        {
            collected = await metadata.WriteAsync(CollectAsync, cancellationToken);
            foreach (var revision in collected.Revisions)
            {
                await RemoveBlobAsync(revision);
            }

            if (collected.Revisions.Count > 0)
            {
                logger.TreesCollected(collected.Revisions.Count);
            }
        }
        while (collected.More);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What a crash left half done comes first.
        Want();
        await foreach (var _ in _wanted.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await CollectAsync(stoppingToken);
            }
#pragma warning disable CA1031 // Whatever it was, the trees are still marked, and the next collection goes on with them.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                logger.CollectionFailed(exception);
            }
        }
    }

    private static async ValueTask<CollectedNodes> CollectAsync(IMetadataTransaction transaction)
    {
        var collected = await transaction.Nodes.CollectDetachedAsync(Batch);
        // A backup still copies them; afterwards nobody names them, and they are swept.
        return await transaction.Holds.AnyAsync() ? collected with { Revisions = [] } : collected;
    }

    // After the row: a blob without a revision is only space, a revision without its blob would be a loss.
    private async Task RemoveBlobAsync(UploadId revision)
    {
        try
        {
            await blobs.DeleteAsync(revision);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.BlobLeft(exception, revision);
        }
    }
}
