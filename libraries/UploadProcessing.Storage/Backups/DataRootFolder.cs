using Microsoft.Extensions.Options;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Files;

namespace UploadProcessing.Storage.Backups;

/// <summary>A folder as a data root: the one in use, a backup, or what is made from one.</summary>
internal static class DataRootFolder
{
    /// <summary>Its blobs; the folder is made when it is missing.</summary>
    public static FileBlobStore Blobs(string folder) => new(Options.Create(new StorageOptions { DataRoot = folder }), LocalFileSystem.ThisMachine);
}
