using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UploadProcessing.Storage.Files;

/// <summary>A file of this machine: thin over its handle, no buffer and no copy.</summary>
internal sealed partial class LocalFile(SafeFileHandle file, bool usesLinuxCalls) : IOpenFile
{
    private const int KeepSize = 1;     // FALLOC_FL_KEEP_SIZE
    private const nuint FileCloneRange = 0x4020_940D;       // FICLONERANGE

    public long Length => RandomAccess.GetLength(file);

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> blocks, long offset) => RandomAccess.Write(file, blocks, offset);

    public void SetLength(long length) => RandomAccess.SetLength(file, length);

    /// <summary>Not every file system can (FUSE refuses), and elsewhere than on Linux there is no call that leaves the length alone.</summary>
    public bool TryAllocate(long offset, long length) =>
        usesLinuxCalls && Environment.Is64BitProcess && Allocate(file, KeepSize, offset, length) == 0;

    /// <summary>XFS, Btrfs and their like can, at the edges of their blocks; ext4 cannot.</summary>
    public bool TryClone(string source, long offset)
    {
        if (!usesLinuxCalls || !Environment.Is64BitProcess)
        {
            return false;
        }

        using var from = File.OpenHandle(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var range = new CloneRange { Source = from.DangerousGetHandle(), Offset = (ulong)offset };
        return Clone(file, FileCloneRange, ref range) == 0;
    }

    /// <summary>fsync; fdatasync was measured to cost the same.</summary>
    public void Flush() => RandomAccess.FlushToDisk(file);

    public void Dispose() => file.Dispose();

    // off_t has 64 bits in a process of 64 bits, whatever the C library.
    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Clone(SafeFileHandle file, nuint request, ref CloneRange range);

    /// <summary><c>struct file_clone_range</c>; a length of zero means up to the source's end.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct CloneRange
    {
        public long Source;
        public ulong SourceOffset;
        public ulong Length;
        public ulong Offset;
    }
}
