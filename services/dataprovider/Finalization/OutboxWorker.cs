using Microsoft.Extensions.Options;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Runs the outbox relay: at the start, right after each commit of this process, and periodically for those of others.</summary>
/// <remarks>While nats is away it tries less and less often, up to a limit, and says so once. Uploads know nothing of it.</remarks>
internal sealed class OutboxWorker(
    OutboxRelay relay, OutboxSignal owed, IOptions<OutboxOptions> options, TimeProvider time, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = time.CreateTimer(_ => owed.Set(), null, TimeSpan.Zero, options.Value.Interval);
        while (!stoppingToken.IsCancellationRequested)
        {
            await owed.WaitAsync(stoppingToken);
            if (await RelayAsync(stoppingToken) is { } problem && !stoppingToken.IsCancellationRequested)
            {
                logger.EventsWait(problem);
                await RecoverAsync(stoppingToken);
            }
        }
    }

    /// <summary>Tries until it works again.</summary>
    private async Task RecoverAsync(CancellationToken stoppingToken)
    {
        var since = time.GetTimestamp();
        var pause = Shorter(FirstPause, options.Value.LongestPause);
        do
        {
            await Task.Delay(pause, time, stoppingToken);
            pause = Shorter(2 * pause, options.Value.LongestPause);
        }
        while (await RelayAsync(stoppingToken) is not null);

        logger.EventsFlow(time.GetElapsedTime(since));
    }

    /// <summary>One round.</summary>
    /// <returns>Why events are still owed; null when none are.</returns>
    private async Task<string?> RelayAsync(CancellationToken stoppingToken)
    {
        try
        {
            return (await relay.RelayAsync(stoppingToken)).Unavailable;
        }
#pragma warning disable CA1031 // Whatever it was, the events are still owed, and the next round tries again.
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.RelayFailed(exception);
            return exception.Message;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
