namespace UploadProcessing.Storage.Blobs;

/// <summary>A flush of the blob failed, now or before: the system may have dropped bytes that it had taken, and tells only once. The upload cannot go on.</summary>
public sealed class StorageFailedException(Exception? inner)
    : IOException("The storage failed to keep bytes of this upload; nothing more is written to it.", inner);
