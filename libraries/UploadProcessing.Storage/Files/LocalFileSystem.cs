using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UploadProcessing.Storage.Files;

/// <summary>This machine's files.</summary>
internal sealed partial class LocalFileSystem(bool usesLinuxCalls) : IFileSystem
{
    private const int DirectoryOnly = 0x10000;      // O_DIRECTORY
    private const int CloseOnExec = 0x80000;        // O_CLOEXEC
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static LocalFileSystem ThisMachine { get; } = new(OperatingSystem.IsLinux());

    public bool UsesLinuxCalls => usesLinuxCalls;

    public Guid? Boot { get; } = usesLinuxCalls ? Guid.Parse(File.ReadAllText("/proc/sys/kernel/random/boot_id")) : null;

    public void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    /// <summary>Only Linux needs (and, from .NET, has) this call; elsewhere the file system's journal keeps names.</summary>
    public void FlushFolder(string path)
    {
        if (!usesLinuxCalls)
        {
            return;
        }

        // Not File.OpenHandle: it refuses folders.
        using var folder = OpenFolder(path, DirectoryOnly | CloseOnExec);
        if (folder.IsInvalid)
        {
            throw new IOException($"The folder cannot be opened to flush it (errno {Marshal.GetLastPInvokeError()}).");
        }

        RandomAccess.FlushToDisk(folder);
    }

    public IOpenFile Open(string path, FileMode mode) => new LocalFile(
        File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), usesLinuxCalls);

    public Stream? OpenRead(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,     // whoever copies brings a buffer
            });
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public bool Exists(string path) => File.Exists(path);

    public IEnumerable<FileInfo> List(string folder) => new DirectoryInfo(folder).EnumerateFiles();

    public void Delete(string path) => File.Delete(path);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);
}
