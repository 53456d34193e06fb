using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Storage.Files;
using UploadProcessing.Storage.Sqlite;

namespace UploadProcessing.Storage.Backups;

/// <summary>Copies a backup into an empty data root. Nothing may use that data root yet.</summary>
public sealed class DataRootRestore(IOptions<StorageOptions> options, ILogger<DataRootRestore> logger)
{
    /// <summary>Copies everything; durable when it returns. The database gets its name last: a data root without it is not yet one.</summary>
    public async Task<BackupResult> RestoreAsync(string backup, CancellationToken cancellationToken)
    {
        var dataRoot = Path.GetFullPath(options.Value.DataRoot);
        if (Refusal(backup, dataRoot) is { } refusal)
        {
            return BackupResult.Refused(refusal);
        }

        // Makes the data root too, durably and for this account only.
        var target = DataRootFolder.Blobs(dataRoot);
        var path = SqliteMetadataStore.PathIn(dataRoot);
        BackupResult result;
        using (var database = SqliteCopy.Make(SqliteMetadataStore.PathIn(backup), path + ".partial", logger))
        {
            result = await new BlobCopier(database, DataRootFolder.Blobs(backup), target, link: false).CopyAsync(cancellationToken);
        }

        File.Move(path + ".partial", path);
        LocalFileSystem.ThisMachine.FlushFolder(dataRoot);
        return result;
    }

    private static string? Refusal(string backup, string dataRoot)
    {
        if (BackupManifest.Read(backup) is not { } manifest)
        {
            return $"{backup} is not a backup, or not a whole one: it has no backup.json.";
        }

        if (manifest.Format != BackupManifest.CurrentFormat)
        {
            return $"The backup is of format {manifest.Format}; this build reads {BackupManifest.CurrentFormat}.";
        }

        return Directory.Exists(dataRoot) && Directory.EnumerateFileSystemEntries(dataRoot).Any()
            ? $"The data root {dataRoot} is not empty."
            : null;
    }
}
