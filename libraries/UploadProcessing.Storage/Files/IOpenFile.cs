namespace UploadProcessing.Storage.Files;

/// <summary>A file that is open for writing.</summary>
internal interface IOpenFile : IDisposable
{
    /// <summary>Bytes in it.</summary>
    long Length { get; }

    /// <summary>Writes all blocks, one after the other, from <paramref name="offset"/> on.</summary>
    void Write(IReadOnlyList<ReadOnlyMemory<byte>> blocks, long offset);

    /// <summary>Cuts the file there, and gives back what was allocated beyond: also when that is its length already.</summary>
    void SetLength(long length);

    /// <summary>Sets room aside without changing the length.</summary>
    /// <returns>False when the file system will not, for whatever reason: a write that needs the room says it better.</returns>
    bool TryAllocate(long offset, long length);

    /// <summary>Lets this file have all bytes of another from <paramref name="offset"/> on, which is its end; the disk keeps them once.</summary>
    /// <returns>False when the file system cannot, at this offset or at all; nothing has changed then.</returns>
    bool TryClone(string source, long offset);

    /// <summary>Returns once bytes and length survive a power cut. After a failure nothing is known of what was written since the last one.</summary>
    void Flush();
}
