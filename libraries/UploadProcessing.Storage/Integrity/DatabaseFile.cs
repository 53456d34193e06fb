using System.Runtime.CompilerServices;

namespace UploadProcessing.Storage.Integrity;

/// <summary>The database itself is sound. Apart from the checks, which ask it.</summary>
public sealed class DatabaseFile(IMetadataStore metadata)
{
    /// <summary>What the database finds wrong with its own files.</summary>
    public async IAsyncEnumerable<Finding> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var problem in await metadata.ReadAsync(transaction => transaction.Integrity.CheckDatabaseAsync(), cancellationToken))
        {
            yield return new Finding("broken-database", Place.Nowhere, $"The database is damaged: {problem}. Nothing else was checked; restore a backup.");
        }
    }
}
