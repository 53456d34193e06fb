namespace UploadProcessing.DataProvider.Progress;

/// <summary>How fast bytes arrive, over the last seconds.</summary>
internal sealed class ArrivalRate
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Queue<(DateTimeOffset At, long Size)> _seen = new();

    /// <summary>Notes a look.</summary>
    /// <returns>Bytes per second; null while that cannot be said.</returns>
    public long? After(long size, DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_seen.Count > 1 && _seen.Peek().At < now - Window)
            {
                _seen.Dequeue();
            }

            _seen.Enqueue((now, size));
            var first = _seen.Peek();
            var seconds = (now - first.At).TotalSeconds;
            return seconds <= 0 ? null : Math.Max(0, (long)((size - first.Size) / seconds));
        }
    }
}
