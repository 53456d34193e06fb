namespace UploadProcessing.Storage.Uploads;

/// <summary>A session that holds enough of its space's quota, or why it takes no more bytes.</summary>
/// <param name="Session">The session as it is now; set when it does.</param>
/// <param name="Refusal">Set when it does not.</param>
/// <param name="Detail">What the client can do about the refusal.</param>
public readonly record struct ReservationResult(UploadSession? Session, Refusal? Refusal, string? Detail);
