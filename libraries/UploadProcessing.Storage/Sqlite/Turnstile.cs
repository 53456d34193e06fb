using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UploadProcessing.Storage.Sqlite;

/// <summary>Lets the processes that share a database commit in turns, so that a busy one cannot starve the others.</summary>
/// <remarks>
/// SQLite's own lock goes to whoever asks at the right moment: two saturated writers were seen to keep each other waiting for seconds. Two
/// locks make it fair: who has finished must queue at <c>next</c> again, behind the one that waits there already. Both are <c>flock</c>s on
/// files that stay, which the system frees with their process. Where there is no <c>flock</c>, SQLite's busy time-out alone decides.
/// </remarks>
internal sealed partial class Turnstile : IDisposable
{
    private const int ReadWrite = 2, Create = 0x40, CloseOnExec = 0x80000;      // O_RDWR, O_CREAT, O_CLOEXEC
    private const int Exclusive = 2, Unlock = 8, Interrupted = 4;               // LOCK_EX, LOCK_UN, EINTR
    private const int OwnerOnly = 0b110_000_000;

    private readonly SafeFileHandle? _next;
    private readonly SafeFileHandle? _main;

    /// <summary>Opens the two lock files beside the database, for the process's life.</summary>
    public Turnstile(string database, bool usesLinuxCalls)
    {
        if (usesLinuxCalls)
        {
            _next = OpenLock(database + "-next");
            _main = OpenLock(database + "-turn");
        }
    }

    /// <summary>Waits for this process's turn. On the one thread that commits, and <see cref="Leave"/> on the same.</summary>
    public void Enter()
    {
        if (_next is null || _main is null)
        {
            return;
        }

        Lock(_next, Exclusive);
        try
        {
            Lock(_main, Exclusive);
        }
        finally
        {
            Lock(_next, Unlock);
        }
    }

    /// <summary>Lets the next one in.</summary>
    public void Leave()
    {
        if (_main is not null)
        {
            Lock(_main, Unlock);
        }
    }

    public void Dispose()
    {
        _next?.Dispose();
        _main?.Dispose();
    }

    // Not File.OpenHandle: every open of .NET takes a flock of its own.
    private static SafeFileHandle OpenLock(string path)
    {
        var file = Open(path, ReadWrite | Create | CloseOnExec, OwnerOnly);
        return file.IsInvalid ? throw new IOException($"The lock {path} cannot be opened (errno {Marshal.GetLastPInvokeError()}).") : file;
    }

    private static void Lock(SafeFileHandle file, int operation)
    {
        while (FileLock(file, operation) != 0)
        {
            if (Marshal.GetLastPInvokeError() is var error and not Interrupted)
            {
                throw new IOException($"The turnstile's lock failed (errno {error}).");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int FileLock(SafeFileHandle file, int operation);
}
