namespace UploadProcessing.Storage.Integrity;

/// <summary>Keeps whoever reads below a rate. Time that was not used is lost: there are no bursts.</summary>
public sealed class Throttle(long bytesPerSecond, TimeProvider time)
{
    private DateTimeOffset _free;

    /// <summary>Returns when the next bytes may be read.</summary>
    public Task PassAsync(int bytes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        _free = (_free > now ? _free : now) + TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
        return Task.Delay(_free - now, time, cancellationToken);
    }
}
