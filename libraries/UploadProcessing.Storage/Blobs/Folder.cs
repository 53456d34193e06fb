using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Makes the names in a folder durable: a file whose folder was not flushed can be gone after a power cut, bytes and all.</summary>
internal static partial class Folder
{
    private const int DirectoryOnly = 0x10000;      // O_DIRECTORY
    private const int CloseOnExec = 0x80000;        // O_CLOEXEC

    /// <summary>Makes the folder, durably and for this account only: what is in it is people's files. An existing one is left as it is.</summary>
    /// <returns>Its full path.</returns>
    public static string Create(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            return full;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(full);
        }
        else
        {
            Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Flush(Path.GetDirectoryName(full)!);
        return full;
    }

    /// <summary>Flushes the folder's entries. Only Linux needs (and, from .NET, has) this call; elsewhere the file system's journal keeps names.</summary>
    public static void Flush(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = Open(path, DirectoryOnly | CloseOnExec);
        if (folder.IsInvalid)
        {
            throw new IOException($"The folder cannot be opened to flush it (errno {Marshal.GetLastPInvokeError()}).");
        }

        RandomAccess.FlushToDisk(folder);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);
}
