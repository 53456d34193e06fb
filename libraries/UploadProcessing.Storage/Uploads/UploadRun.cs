namespace UploadProcessing.Storage.Uploads;

/// <summary>One run of the mandatory steps of an upload whose bytes are all there.</summary>
/// <param name="Number">1 for the first; a restart makes the next. An outcome names its run, and one of an older run has no effect.</param>
/// <param name="Steps">What has to be done, in order; fixed when the run began.</param>
/// <param name="Received">What was counted and hashed while the bytes passed.</param>
/// <param name="Since">When it began.</param>
/// <param name="Cause">W3C <c>traceparent</c> of the request that brought the last byte.</param>
public sealed record UploadRun(int Number, IReadOnlyList<string> Steps, ReceivedBytes Received, DateTimeOffset Since, string? Cause);
