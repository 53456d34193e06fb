using System.Runtime.CompilerServices;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Sweeping;

namespace UploadProcessing.Storage.Integrity;

/// <summary>There is no blob, young ones aside, without a revision or an upload under way.</summary>
public sealed class UnnamedBlobs(OrphanFinder orphans, IBlobStore blobs, TimeProvider time) : IIntegrityCheck
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Finding> FindAsync(IntegrityScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await orphans.AreWithoutDatabaseAsync(cancellationToken))
        {
            yield return new Finding("blobs-without-database", Place.Nowhere, "There are blobs, but the database beside them is empty. Is the data root the right one?");
            yield break;
        }

        var suspects = await orphans.FindAsync(cancellationToken).ToListAsync(cancellationToken);
        if (suspects.Count == 0)
        {
            yield break;
        }

        // Rows go before blobs: whoever has just removed such a row is about to remove its blob.
        await Task.Delay(scope.SecondLook, time, cancellationToken);
        foreach (var suspect in suspects)
        {
            await using var content = await blobs.OpenReadAsync(suspect.Upload, cancellationToken);
            if (content is not null)
            {
                yield return new Finding(
                    "orphaned-blob", Place.Nowhere, $"No revision and no upload under way names these {suspect.Length} bytes, written at {suspect.WrittenAt:u}.")
                {
                    Upload = suspect.Upload,
                    Repair = _ => blobs.DeleteAsync(suspect.Upload),
                };
            }
        }
    }
}
