namespace UploadProcessing.Storage.Blobs;

/// <summary>One writer per upload, between processes too: an exclusively opened file beside the bytes, freed by the system with its process.</summary>
/// <remarks>Never the data file itself: readers would be shut out with it.</remarks>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>The lock, or null while somebody has it.</summary>
    public static FileLock? TryTake(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1,
                OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            if (NameIsOurs(file))
            {
                return new FileLock(file);
            }

            file.Dispose();
            return null;
        }
        // Held: EWOULDBLOCK from flock (11; 35 on macOS), ERROR_SHARING_VIOLATION on Windows.
        catch (IOException exception) when (exception.HResult is 11 or 35 or unchecked((int)0x80070020))
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            // While it is held, so that nobody else's new lock file is the one that goes.
            File.Delete(_file.Name);
        }

        _file.Dispose();
    }

    /// <summary>We may have opened the file just before its last holder removed it; then the lock we got is of a file without a name.</summary>
    private static bool NameIsOurs(FileStream file) => !OperatingSystem.IsLinux()
        || new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget is not { } name
        // proc(5); the name itself cannot be compared: it is the one behind all symbolic links.
        || !name.EndsWith(" (deleted)", StringComparison.Ordinal);
}
