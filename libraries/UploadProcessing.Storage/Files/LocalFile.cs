using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UploadProcessing.Storage.Files;

/// <summary>A file of this machine: thin over its handle, no buffer and no copy.</summary>
internal sealed partial class LocalFile(SafeFileHandle file, bool usesLinuxCalls) : IOpenFile
{
    private const int KeepSize = 1;     // FALLOC_FL_KEEP_SIZE

    public long Length => RandomAccess.GetLength(file);

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> blocks, long offset) => RandomAccess.Write(file, blocks, offset);

    public void SetLength(long length) => RandomAccess.SetLength(file, length);

    /// <summary>Not every file system can (FUSE refuses), and elsewhere than on Linux there is no call that leaves the length alone.</summary>
    public bool TryAllocate(long offset, long length) =>
        usesLinuxCalls && Environment.Is64BitProcess && Allocate(file, KeepSize, offset, length) == 0;

    /// <summary>fsync; fdatasync was measured to cost the same.</summary>
    public void Flush() => RandomAccess.FlushToDisk(file);

    public void Dispose() => file.Dispose();

    // off_t has 64 bits in a process of 64 bits, whatever the C library.
    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);
}
