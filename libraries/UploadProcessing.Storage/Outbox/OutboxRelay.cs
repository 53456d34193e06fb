using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace UploadProcessing.Storage.Outbox;

/// <summary>Brings owed events to the bus: reads a batch, publishes it, removes what the bus has acknowledged.</summary>
/// <remarks>
/// At least once: a crash between the acknowledgement and the removal publishes again, under the same message id. Several relays on one store
/// are harmless for the same reason. Events of one upload keep their order, those of different uploads go side by side.
/// </remarks>
public sealed class OutboxRelay(
    IMetadataStore metadata, IEventPublisher publisher, IOptions<OutboxOptions> options, TimeProvider time, ILogger<OutboxRelay> logger)
{
    /// <summary>Publishes until nothing is owed or the bus is away. What is too old is dropped first, with or without a bus.</summary>
    public async Task<RelayRound> RelayAsync(CancellationToken cancellationToken)
    {
        await DropAsync(cancellationToken);
        var published = 0;
        Batch batch;
        do
        {
            batch = await RelayBatchAsync(cancellationToken);
            published += batch.Published;
        }
        while (batch is { Unavailable: null, More: true });

        await MeasureAsync(cancellationToken);
        return new RelayRound(published, batch.Unavailable);
    }

    private async Task<Batch> RelayBatchAsync(CancellationToken cancellationToken)
    {
        var limit = options.Value.BatchSize;
        var pending = await metadata.ReadAsync(transaction => transaction.Outbox.ListAsync(limit), cancellationToken);
        if (pending.Count == 0)
        {
            return new Batch(0, null, More: false);
        }

        if (await publisher.PrepareAsync(cancellationToken) is { } away)
        {
            return new Batch(0, away, More: true);
        }

        var uploads = await Task.WhenAll(pending.GroupBy(each => each.Owed.Upload).Select(events => PublishAsync(events, cancellationToken)));
        await RemoveAsync([.. uploads.SelectMany(upload => upload.Settled)]);
        var unavailable = uploads.Select(upload => upload.Unavailable).FirstOrDefault(problem => problem is not null);
        return new Batch(uploads.Sum(upload => upload.Published), unavailable, More: pending.Count == limit);
    }

    /// <summary>Events of one upload, one after the other: the next only when the bus has the one before.</summary>
    private async Task<Sent> PublishAsync(IEnumerable<PendingEvent> events, CancellationToken cancellationToken)
    {
        var settled = new List<long>();
        var published = 0;
        foreach (var pending in events)
        {
            if (await TryPublishAsync(pending, cancellationToken) is not { } problem)
            {
                published++;
                Telemetry.EventsPublished.Add(1, Telemetry.Event(pending.Owed.Name));
            }
            else if (problem.IsFinal)
            {
                // Kept, it would stand in the way of this upload's other events until it is too old.
                logger.EventRefused(pending.Owed.Name, pending.Owed.Upload, problem.Detail);
                Telemetry.EventsDropped.Add(1, Telemetry.Refused);
            }
            else
            {
                return new Sent(settled, published, problem.Detail);
            }

            settled.Add(pending.Number);
        }

        return new Sent(settled, published, null);
    }

    private async Task<PublishProblem?> TryPublishAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        try
        {
            return await publisher.PublishAsync(pending, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was acknowledged before is still removed.
            return new PublishProblem("The relay is being stopped.", IsFinal: false);
        }
    }

    // Uncancelled: what is removed now is not published twice.
    private async ValueTask RemoveAsync(IReadOnlyCollection<long> settled)
    {
        if (settled.Count > 0)
        {
            await metadata.WriteAsync(async transaction =>
            {
                await transaction.Outbox.RemoveAsync(settled);
                return true;
            }, CancellationToken.None);
        }
    }

    private async Task DropAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.MaximumAge;
        var backlog = await metadata.ReadAsync(transaction => transaction.Outbox.BacklogAsync(), cancellationToken);
        if (backlog.Oldest is null || backlog.Oldest >= before)
        {
            return;
        }

        var limit = options.Value.BatchSize;
        var dropped = 0;
        int batch;
        do
        {
            batch = await metadata.WriteAsync(transaction => transaction.Outbox.DropAsync(before, limit), cancellationToken);
            dropped += batch;
        }
        while (batch == limit);

        Telemetry.EventsDropped.Add(dropped, Telemetry.TooOld);
        logger.EventsDropped(dropped, options.Value.MaximumAge);
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var backlog = await metadata.ReadAsync(transaction => transaction.Outbox.BacklogAsync(), cancellationToken);
        Telemetry.OutboxEvents.Record(backlog.Events);
        Telemetry.OutboxAge.Record(backlog.Oldest is { } oldest ? (time.GetUtcNow() - oldest).TotalSeconds : 0);
    }

    private sealed record Batch(int Published, string? Unavailable, bool More);

    /// <param name="Settled">Rows that are owed no longer.</param>
    /// <param name="Published">How many of them the bus has.</param>
    /// <param name="Unavailable">Why the rest was not tried.</param>
    private sealed record Sent(IReadOnlyList<long> Settled, int Published, string? Unavailable);
}
