using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Blobs;

/// <summary>A blob as it is found in the store.</summary>
/// <param name="Upload">The upload it belongs to.</param>
/// <param name="Length">Bytes.</param>
/// <param name="WrittenAt">When it was last written to.</param>
public readonly record struct StoredBlob(UploadId Upload, long Length, DateTimeOffset WrittenAt);
