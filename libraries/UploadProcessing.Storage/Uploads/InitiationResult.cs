namespace UploadProcessing.Storage.Uploads;

/// <summary>A session that was created, or why none was.</summary>
/// <param name="Session">Set when it was created.</param>
/// <param name="Refusal">Set when it was not.</param>
/// <param name="Detail">What the client can do about the refusal.</param>
public sealed record InitiationResult(UploadSession? Session, Refusal? Refusal, string? Detail);
