using System.Runtime.InteropServices;

namespace UploadProcessing.Storage.Blobs;

/// <summary>A second name for a file's bytes.</summary>
internal static partial class HardLink
{
    /// <summary>Makes one; false where the system or the file system has none, between two file systems, and when there are too many.</summary>
    public static bool TryMake(string existing, string name) =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && Link(existing, name) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string existing, string name);
}
