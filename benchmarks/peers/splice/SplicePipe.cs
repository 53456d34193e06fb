using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UploadProcessing.Benchmarks.Splice;

/// <summary>The pipe that splice(2) needs between a socket and a file.</summary>
internal sealed partial class SplicePipe : IDisposable
{
    private const int Capacity = 1 << 20;       // /proc/sys/fs/pipe-max-size, for everybody
    private const int SetPipeSize = 1031;       // F_SETPIPE_SZ
    private const uint MoveAndMore = 1 | 4;     // SPLICE_F_MOVE, SPLICE_F_MORE
    private const int KeepSize = 1;             // FALLOC_FL_KEEP_SIZE

    private readonly SafeFileHandle _read, _write;

    public SplicePipe()
    {
        Span<int> ends = stackalloc int[2];
        Check(Pipe(ref ends[0], 0));
        (_read, _write) = (new SafeFileHandle(ends[0], true), new SafeFileHandle(ends[1], true));
        Check(Control(_write, SetPipeSize, Capacity));
    }

    /// <summary>Moves <paramref name="count"/> bytes from the socket to the file's <paramref name="offset"/>.</summary>
    public void Move(Socket socket, SafeFileHandle file, long offset, long count)
    {
        // As the dataprovider does; where it cannot be done it is not needed.
        _ = Allocate(file, KeepSize, offset, Math.Max(1, count));
        using var from = new SafeFileHandle(socket.Handle, ownsHandle: false);
        while (count > 0)
        {
            var inPipe = Check(Splice(from, 0, _write, 0, (nuint)Math.Min(count, Capacity), MoveAndMore));
            if (inPipe == 0)
            {
                throw new IOException("The connection ended before the body did.");
            }

            count -= inPipe;
            while (inPipe > 0)
            {
                inPipe -= Check(SpliceAt(_read, 0, file, ref offset, (nuint)inPipe, MoveAndMore));
            }
        }
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
    }

    private static nint Check(nint result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe(ref int ends, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, int argument);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "splice", SetLastError = true)]
    private static partial nint Splice(SafeFileHandle from, nint none, SafeFileHandle to, nint noneEither, nuint length, uint flags);

    [LibraryImport("libc", EntryPoint = "splice", SetLastError = true)]
    private static partial nint SpliceAt(SafeFileHandle from, nint none, SafeFileHandle to, ref long offset, nuint length, uint flags);
}
