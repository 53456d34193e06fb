using System.Runtime.CompilerServices;

namespace UploadProcessing.Storage.Integrity;

/// <summary>The sizes of folders add up to the root's.</summary>
public sealed class FolderSizes(IMetadataStore metadata) : IIntegrityCheck
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Finding> FindAsync(IntegrityScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folders = metadata.ReadPagesAsync((integrity, after, limit) => integrity.ListWrongFoldersAsync(after, limit), cancellationToken);
        await foreach (var folder in folders)
        {
            yield return new Finding(
                "wrong-folder-size",
                await metadata.ReadAsync(transaction => transaction.Integrity.LocateAsync(folder.Node), cancellationToken),
                $"The folder says {folder.Size} bytes; what is below it has {folder.Counted}.")
            {
                Node = folder.Node,
                Repair = token => metadata.RecountAsync(folder.Node, token),
            };
        }
    }
}
