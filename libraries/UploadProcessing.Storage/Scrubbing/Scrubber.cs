using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Storage.Integrity;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Scrubbing;

/// <summary>Reads every blob again, slowly, and compares its digest with the one that was taken while its bytes arrived.</summary>
/// <remarks>In the order of the revisions' ids, which is that of their uploads, so that one position says how far a round has come; it survives a
/// restart. Two processes at it read some blobs twice, which is harmless.</remarks>
public sealed class Scrubber(
    IMetadataStore metadata, BlobVerifier verifier, IOptions<ScrubbingOptions> options, TimeProvider time, ILogger<Scrubber> logger) : BackgroundService
{
    // Small: the position is noted after each, and a restart goes on behind it.
    private const int Batch = 20;

    // What opening a file costs the disk, in bytes that could be read meanwhile: a million empty files are not free.
    private const int CostOfABlob = 64 * 1024;

    /// <summary>Goes on with the round under way, or begins one if the last has begun long enough ago, and reads to its end.</summary>
    public async Task ScrubAsync(CancellationToken cancellationToken)
    {
        if (await CurrentRoundAsync(cancellationToken) is not { } round)
        {
            return;
        }

        var throttle = new Throttle(options.Value.BytesPerSecond, time);
        while (!round.Finished)
        {
            var batch = await metadata.ReadAsync(transaction => transaction.Nodes.ListRevisionsAsync(round.Position, Batch), cancellationToken);
            foreach (var revision in batch)
            {
                await ReadAsync(revision, throttle, cancellationToken);
            }

            round = batch.Count < Batch
                ? round with { Position = null, Finished = true }
                : round with { Position = batch[^1].Id };
            await SaveAsync(round, cancellationToken);
        }

        logger.Scrubbed(round.BegunAt);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.Value.Interval, time);
        do
        {
            try
            {
                await ScrubAsync(stoppingToken);
            }
#pragma warning disable CA1031 // Whatever it was, the next round goes on behind the last position.
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                logger.ScrubFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async ValueTask<ScrubRound?> CurrentRoundAsync(CancellationToken cancellationToken)
    {
        var last = await metadata.ReadAsync(transaction => transaction.Scrubbing.FindAsync(), cancellationToken);
        if (last is { Finished: false })
        {
            return last;
        }

        var now = time.GetMilliseconds();
        return last is null || last.BegunAt + options.Value.Age <= now ? new ScrubRound(now, Position: null, Finished: false) : null;
    }

    private async ValueTask ReadAsync(Revision revision, Throttle throttle, CancellationToken cancellationToken)
    {
        var damage = await verifier.CompareAllAsync(revision, throttle, cancellationToken);
        await throttle.PassAsync(CostOfABlob, cancellationToken);
        Telemetry.ScrubbedBytes.Add(revision.Size);
        if (damage is not null)
        {
            Telemetry.DamagedBlobs.Add(1);
            logger.BlobDamaged(revision.Id, revision.Node, revision.Space, damage.Detail);
            await MarkAsync(revision, time.GetMilliseconds(), cancellationToken);
        }
        else if (revision.DamagedAt is not null)
        {
            logger.BlobGoodAgain(revision.Id);
            await MarkAsync(revision, damagedAt: null, cancellationToken);
        }
    }

    private async ValueTask MarkAsync(Revision revision, DateTimeOffset? damagedAt, CancellationToken cancellationToken) =>
        await metadata.WriteAsync(async transaction =>
        {
            await transaction.Nodes.MarkDamagedAsync(revision.Id, damagedAt);
            return true;
        }, cancellationToken);

    private async ValueTask SaveAsync(ScrubRound round, CancellationToken cancellationToken) =>
        await metadata.WriteAsync(async transaction =>
        {
            await transaction.Scrubbing.SaveAsync(round);
            return true;
        }, cancellationToken);
}
