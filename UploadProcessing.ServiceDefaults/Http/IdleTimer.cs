namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>Runs while somebody waits for a client; a timer that is made only when the first wait takes time.</summary>
internal sealed class IdleTimer(TimeSpan timeout, TimeProvider time, Action elapsed) : IDisposable
{
    private ITimer? _timer;

    /// <summary>Waits; each time-out that passes meanwhile calls what was given.</summary>
    public async ValueTask<T> WatchAsync<T>(ValueTask<T> wait)
    {
        _timer ??= time.CreateTimer(static action => ((Action)action!)(), elapsed, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(timeout, timeout);
        try
        {
            return await wait;
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer?.Dispose();
}
