namespace UploadProcessing.Storage.Blobs;

/// <summary>The disk (or its quota) has no room for more bytes.</summary>
public sealed class StorageFullException(Exception inner) : IOException("The storage has no room for more bytes.", inner);
