namespace UploadProcessing.Contracts.Administration;

/// <summary>An event that a consumer has given up, without what it says: that holds names of files.</summary>
/// <param name="Id">Its id, to replay it by.</param>
/// <param name="At">When it was given up.</param>
/// <param name="Subject">What it was about.</param>
/// <param name="UploadId">Whose event it was.</param>
/// <param name="Consumer">Who has given it up.</param>
/// <param name="Deliveries">How often it was delivered.</param>
/// <param name="Reason">Why.</param>
public sealed record AdminGivenUpEvent(string Id, DateTimeOffset At, string Subject, UploadId UploadId, string Consumer, int Deliveries, string Reason);

/// <summary>What was given up.</summary>
/// <param name="Events">The newest first.</param>
public sealed record AdminGivenUpList(IReadOnlyList<AdminGivenUpEvent> Events);
