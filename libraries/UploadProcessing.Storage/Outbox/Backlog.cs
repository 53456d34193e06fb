namespace UploadProcessing.Storage.Outbox;

/// <summary>What is owed at one moment.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Oldest">Since when the oldest is owed; null when there are none.</param>
public sealed record Backlog(long Events, DateTimeOffset? Oldest);
