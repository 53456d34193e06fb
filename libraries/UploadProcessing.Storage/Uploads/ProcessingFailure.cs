namespace UploadProcessing.Storage.Uploads;

/// <summary>Why an upload that was being processed did not become a file; the session's reason says it in words.</summary>
/// <param name="Refusal"><see cref="Storage.Refusal.Rejected"/> when a step said no; otherwise what had changed when it was to be committed.</param>
/// <param name="Step">Which step.</param>
/// <param name="KeepBytes">Whether the bytes are kept for the operator, until the session is forgotten. They count against no quota.</param>
public sealed record ProcessingFailure(Refusal Refusal, string? Step = null, bool KeepBytes = false);
