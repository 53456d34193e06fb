namespace UploadProcessing.Storage.Files;

/// <summary>A folder that survives a power cut.</summary>
internal static class Folder
{
    /// <summary>Makes the folder, and those above it, durably. An existing one that something is in is left as it is.</summary>
    /// <returns>Its full path.</returns>
    public static string Create(IFileSystem files, string path)
    {
        var full = Path.GetFullPath(path);
        var above = Path.GetDirectoryName(full);
        if (above is not null && !Directory.Exists(full))
        {
            Create(files, above);
        }

        files.MakeFolder(full);
        // An empty one that existed too: whoever made it may have died before this line.
        if (above is not null && !Directory.EnumerateFileSystemEntries(full).Any())
        {
            files.FlushFolder(above);
        }

        return full;
    }
}
