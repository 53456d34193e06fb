namespace UploadProcessing.Storage.Outbox;

/// <summary>Events that are owed to the bus: written with what made them true, published afterwards.</summary>
public interface IOutbox
{
    /// <summary>Owes one event.</summary>
    ValueTask OweAsync(OwedEvent owed);

    /// <summary>The first <paramref name="limit"/> events, in the order they were owed in.</summary>
    ValueTask<IReadOnlyList<PendingEvent>> ListAsync(int limit);

    /// <summary>Removes events that have been published; those that are gone already are no matter.</summary>
    ValueTask RemoveAsync(IReadOnlyCollection<long> numbers);

    /// <summary>Removes up to <paramref name="limit"/> events owed since before <paramref name="before"/>, the oldest first.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> DropAsync(DateTimeOffset before, int limit);

    /// <summary>How much is owed.</summary>
    ValueTask<Backlog> BacklogAsync();
}
