using System.Collections.Concurrent;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Finalizes uploads whose clients did not want to wait for that (<c>Prefer: respond-async</c>). They are safe before this begins: a
/// sweep finalizes what a process that died has left.</summary>
internal sealed class AcceptedUploads(UploadRuns runs, OutcomeWaiters waiters, ILogger<AcceptedUploads> logger) : IHostedService
{
    private readonly ConcurrentDictionary<UploadId, Task> _working = new();

    /// <summary>Begins, and returns at once.</summary>
    public void Begin(UploadId upload, UploadRun run)
    {
        var done = new TaskCompletionSource();
        if (_working.TryAdd(upload, done.Task))
        {
            _ = FinalizeAsync(upload, run, done);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What has begun to commit runs to its end.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_working.Values).WaitAsync(cancellationToken);

    private async Task FinalizeAsync(UploadId upload, UploadRun run, TaskCompletionSource done)
    {
        // Apart from the request, which is answered meanwhile.
        await Task.Yield();
        try
        {
            await runs.PassAsync(upload, RunReport.Of(run));
            waiters.Tell(upload);
        }
#pragma warning disable CA1031 // Whatever it was, the upload is there, and the sweep tries again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.FinalizingFailed(exception, upload);
        }
        finally
        {
            _working.TryRemove(upload, out _);
            done.SetResult();
        }
    }
}
