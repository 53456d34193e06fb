using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Sqlite;

namespace UploadProcessing.Storage.Backups;

/// <summary>Copies the whole data root of the default drivers as it is in one instant, while uploads, overwrites and removals go on.</summary>
/// <remarks>
/// First a hold, then the database, then the blobs that the copy of the database names. A blob does not change once its revision is there, and
/// while there is a hold none goes whose revision was there when it was placed: so every revision of the copy has its blob in it.
/// What was under way has ended in the copy: its bytes are still changing, and nobody was told yet that they are kept.
/// </remarks>
public sealed class DataRootBackup(IMetadataStore metadata, IOptions<StorageOptions> options, TimeProvider time, ILogger<DataRootBackup> logger)
{
    private const int Batch = 500;

    /// <summary>Copies everything into <paramref name="folder"/>, which must be empty or missing; durable when it returns.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="link">Whether blobs may be hard links, where the file system is the same: quick and for nothing, but no help against its loss.</param>
    /// <param name="cancellationToken">Ends it; what was copied so far is no backup.</param>
    public async Task<BackupResult> MakeAsync(string folder, bool link, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return BackupResult.Refused($"{folder} is not empty.");
        }

        // Makes the folder too, durably and for this account only.
        var target = DataRootFolder.Blobs(folder);
        await using var hold = await BlobHold.PlaceAsync(metadata, time, cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, hold.Lost);
        try
        {
            var madeAt = time.GetMilliseconds();
            using var database = SqliteCopy.Make(SqliteMetadataStore.PathIn(options.Value.DataRoot), SqliteMetadataStore.PathIn(folder), logger);
            await EndWhatWasUnderWayAsync(database, madeAt);
            var source = DataRootFolder.Blobs(options.Value.DataRoot);
            var result = await new BlobCopier(database, source, target, link).CopyAsync(either.Token);
            if (!await hold.IsKeptAsync(cancellationToken))
            {
                return Lost();
            }

            new BackupManifest(BackupManifest.CurrentFormat, madeAt, result.Revisions, result.Bytes).Write(folder);
            return result;
        }
        catch (OperationCanceledException) when (hold.Lost.IsCancellationRequested)
        {
            return Lost();
        }
    }

    private static BackupResult Lost() => BackupResult.Refused(
        "The hold on removed blobs was released meanwhile: this process did not run for minutes, or the clock was changed. Begin again.");

    private static async Task EndWhatWasUnderWayAsync(SqliteCopy database, DateTimeOffset now)
    {
        SpaceId? after = null;
        while (await database.RunAsync(transaction => transaction.Spaces.ListIdsAsync(after, Batch)) is { Count: > 0 } page)
        {
            await database.RunAsync(async transaction =>
            {
                foreach (var space in page)
                {
                    await transaction.Spaces.EndSessionsAsync(space, user: null, "The storage was restored from a backup.", now);
                }

                return true;
            });
            after = page[^1];
        }

        await database.RunAsync(transaction => transaction.Holds.ReleaseExpiredAsync(DateTimeOffset.MaxValue));
    }
}
