using NATS.Client.Core;
using NATS.Client.JetStream;

namespace UploadProcessing.LoadTests.Measuring;

/// <summary>How many events each consumer of the stream has not done yet, looked at several times a second.</summary>
internal sealed class QueueDepths(string url) : IAsyncDisposable
{
    private const string Stream = "UPLOADS";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly NatsConnection _connection = new(NatsOpts.Default with { Url = url });
    private readonly Dictionary<string, long> _deepest = new(StringComparer.Ordinal);

    /// <summary>The most that was seen of each.</summary>
    public IReadOnlyDictionary<string, long> Deepest => _deepest;

    /// <summary>Looks until it is told to stop, and then until all are empty.</summary>
    public async Task WatchAsync(Task stop)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await LookAsync() > 0 || !stop.IsCompleted)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<long> LookAsync()
    {
        var all = 0L;
        await foreach (var consumer in new NatsJSContext(_connection).ListConsumersAsync(Stream))
        {
            var (name, depth) = (consumer.Info.Name, (long)consumer.Info.NumPending + consumer.Info.NumAckPending);
            _deepest[name] = Math.Max(_deepest.GetValueOrDefault(name), depth);
            all += depth;
        }

        return all;
    }
}
