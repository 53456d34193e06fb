using System.Collections.Concurrent;
using UploadProcessing.Contracts;
using UploadProcessing.DataProvider.Progress;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>The requests of this process that wait for what mandatory steps decide. They die with it; what was decided is in the session.</summary>
internal sealed class OutcomeWaiters(UploadOutcomes outcomes, ProgressRounds watched, IHostApplicationLifetime lifetime, TimeProvider time)
{
    // For an outcome that another process has noted while nats, which would tell, is away.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<UploadId, Waiter> _waiting = new();

    /// <summary>Waits for the outcome, at most as long as <paramref name="patience"/>.</summary>
    /// <returns>How it ended; null when nobody knows yet, or the client or the server goes.</returns>
    public async ValueTask<CommitResult?> WaitAsync(UploadId upload, TimeSpan patience, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var waiter = _waiting.AddOrUpdate(upload, _ => Waiter.First, (_, one) => one with { Count = one.Count + 1 });
        try
        {
            while (true)
            {
                // Registered before the look: what is told from now on wakes this.
                var told = waiter.Told.Task;
                var left = patience - time.GetElapsedTime(begun);
                var outcome = await outcomes.FindAsync(upload, CancellationToken.None);
                if (outcome is not null || left <= TimeSpan.Zero)
                {
                    return outcome;
                }

                await Task.WhenAny(told, Task.Delay(left < LookAgain ? left : LookAgain, time, until.Token));
                if (until.IsCancellationRequested)
                {
                    return await outcomes.FindAsync(upload, CancellationToken.None);
                }

                if (told.IsCompleted)
                {
                    // Told once; an outcome is found now, or it was not this upload's end.
                    waiter = _waiting.AddOrUpdate(upload, _ => Waiter.First, (_, one) => one.Told.Task.IsCompleted ? one with { Told = Waiter.NotTold } : one);
                }
            }
        }
        finally
        {
            Telemetry.ResponseWait.Record(time.GetElapsedTime(begun).TotalSeconds);
            Leave(upload);
        }
    }

    /// <summary>The session of <paramref name="upload"/> has changed; whoever waits for it, or watches it, looks.</summary>
    public void Tell(UploadId upload)
    {
        watched.Tell(upload);
        if (_waiting.TryGetValue(upload, out var waiter))
        {
            waiter.Told.TrySetResult();
        }
    }

    private void Leave(UploadId upload)
    {
        while (_waiting.TryGetValue(upload, out var waiter))
        {
            var left = waiter.Count == 1
                ? _waiting.TryRemove(new(upload, waiter))
                : _waiting.TryUpdate(upload, waiter with { Count = waiter.Count - 1 }, waiter);
            if (left)
            {
                return;
            }
        }
    }

    private sealed record Waiter(int Count, TaskCompletionSource Told)
    {
        public static Waiter First => new(1, NotTold);

        public static TaskCompletionSource NotTold => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
