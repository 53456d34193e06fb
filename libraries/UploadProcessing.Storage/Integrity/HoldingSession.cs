using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Integrity;

/// <summary>A session that has ended and still holds some of a quota.</summary>
/// <param name="Upload">The session.</param>
/// <param name="Space">Whose quota.</param>
/// <param name="Bytes">How much.</param>
public sealed record HoldingSession(UploadId Upload, SpaceId Space, long Bytes);
