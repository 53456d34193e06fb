namespace UploadProcessing.Storage.Outbox;

/// <summary>An owed event as it stands in the outbox.</summary>
/// <param name="Number">Its row; numbers grow and are never used again.</param>
/// <param name="Owed">What is owed.</param>
public sealed record PendingEvent(long Number, OwedEvent Owed)
{
    /// <summary>The same at every try, and nobody else's: what a bus recognises a duplicate by.</summary>
    /// <remarks>The upload's id tells apart the rows of two stores, or of one that was restored from an older copy.</remarks>
    public string MessageId => $"{Owed.Upload}.{Number}";
}
