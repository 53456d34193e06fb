namespace UploadProcessing.Storage.Outbox;

/// <summary>What one round of the relay did.</summary>
/// <param name="Published">Events that the bus has for good and that are no longer owed.</param>
/// <param name="Unavailable">Why the round ended early, and the rest is still owed; null when nothing was left.</param>
public sealed record RelayRound(int Published, string? Unavailable);
