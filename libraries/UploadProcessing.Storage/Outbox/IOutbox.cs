namespace UploadProcessing.Storage.Outbox;

/// <summary>Events that are owed to the bus: written with what made them true, published afterwards.</summary>
public interface IOutbox
{
    /// <summary>Owes one event.</summary>
    ValueTask OweAsync(OwedEvent owed);
}
