using UploadProcessing.Storage.Files;

namespace StorageConformance.Faults;

/// <summary>An open file on a disk that forgets.</summary>
internal sealed class ForgetfulFile(IOpenFile live, RememberedFile remembered, CallPoints points) : IOpenFile
{
    public long Length => live.Length;

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> blocks, long offset)
    {
        points.PassDisk("write");
        live.Write(blocks, offset);
        remembered.Write(blocks, offset);
    }

    public void SetLength(long length)
    {
        points.PassDisk("truncate");
        live.SetLength(length);
        remembered.SetLength(length);
    }

    public bool TryAllocate(long offset, long length)
    {
        try
        {
            points.PassDisk("allocate");
            return live.TryAllocate(offset, length);
        }
        catch (IOException)
        {
            return false;
        }
    }

    // A disk that forgets has no blocks to share.
    public bool TryClone(string source, long offset) => false;

    public void Flush()
    {
        try
        {
            points.PassDisk("flush");
        }
        catch (IOException)
        {
            remembered.FailToFlush();
            throw;
        }

        remembered.Flush();
    }

    public void Dispose() => live.Dispose();
}
