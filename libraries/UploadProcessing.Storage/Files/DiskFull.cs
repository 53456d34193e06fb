namespace UploadProcessing.Storage.Files;

/// <summary>Whether an exception says that the disk, or a quota on it, has no room left.</summary>
internal static class DiskFull
{
    // ENOSPC and EDQUOT (69 on macOS) where errno is the HResult; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    public static bool Is(IOException exception) => OperatingSystem.IsWindows()
        ? exception.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
        : exception.HResult is 28 or 122 or 69;
}
