namespace UploadProcessing.Storage.Uploads;

/// <summary>What was counted and hashed while the bytes of an upload passed.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Digest">The blob's digest.</param>
/// <param name="Checksum">The hash that the session asked for; null when it asked for none.</param>
public sealed record ReceivedBytes(long Length, Checksum Digest, Checksum? Checksum);
