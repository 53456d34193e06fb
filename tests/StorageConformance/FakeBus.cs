using System.Collections.Concurrent;
using UploadProcessing.Storage.Outbox;

namespace StorageConformance;

/// <summary>A bus that a test can take away, and that keeps what it was given.</summary>
internal sealed class FakeBus : IEventPublisher
{
    private readonly ConcurrentQueue<PendingEvent> _received = [];

    /// <summary>In the order they came in.</summary>
    public IReadOnlyList<PendingEvent> Received => [.. _received];

    /// <summary>Why nothing can be published at all.</summary>
    public string? Away { get; set; }

    /// <summary>What becomes of one event; null: it is taken.</summary>
    public Func<PendingEvent, PublishProblem?> Answer { get; set; } = _ => null;

    /// <summary>The most that were under way at once.</summary>
    public int Widest { get; private set; }

    /// <summary>How often it was asked whether it is there: once for each batch.</summary>
    public int Batches { get; private set; }

    private int _underWay;

    public ValueTask<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        Batches++;
        return new(Away);
    }

    public async ValueTask<PublishProblem?> PublishAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        Widest = Math.Max(Widest, Interlocked.Increment(ref _underWay));
        await Task.Yield();
        Interlocked.Decrement(ref _underWay);
        cancellationToken.ThrowIfCancellationRequested();
        var problem = Answer(pending);
        if (problem is null)
        {
            _received.Enqueue(pending);
        }

        return problem;
    }
}
