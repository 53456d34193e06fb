using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Runs every sweep at the start and then periodically.</summary>
public sealed class Sweeper(
    IEnumerable<ISweep> sweeps, TreeCollector trees, IOptions<SweepingOptions> options, TimeProvider time, ILogger<Sweeper> logger) : BackgroundService
{
    /// <summary>One round of all.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        // Half-removed trees have a worker of their own.
        trees.Want();
        foreach (var sweep in sweeps)
        {
            try
            {
                var count = await sweep.SweepAsync(cancellationToken);
                Telemetry.Swept.Add(count, new KeyValuePair<string, object?>("sweep.kind", sweep.Kind));
                if (count > 0)
                {
                    logger.Swept(count, sweep.Kind);
                }
            }
#pragma warning disable CA1031 // Whatever it was, it must not keep the other sweeps from theirs; the next round tries again.
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                logger.SweepFailed(exception, sweep.Kind);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        do
        {
            await SweepAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
