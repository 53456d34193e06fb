using System.Runtime.CompilerServices;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Every file shows a revision of its own and says the size it has.</summary>
public sealed class FileRevisions(IMetadataStore metadata) : IIntegrityCheck
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Finding> FindAsync(IntegrityScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = metadata.ReadPagesAsync((integrity, after, limit) => integrity.ListWrongFilesAsync(after, limit), cancellationToken);
        await foreach (var file in files)
        {
            var place = await metadata.ReadAsync(transaction => transaction.Integrity.LocateAsync(file.Node), cancellationToken);
            yield return file.RevisionSize is { } size
                ? new Finding("wrong-file-size", place, $"The file says {file.Size} bytes; its revision has {size}.")
                {
                    Node = file.Node,
                    Upload = file.Revision,
                    Repair = token => metadata.RecountAsync(file.Node, token),
                }
                // Which of its older revisions it should show instead, if any, only its owner can tell.
                : new Finding("file-without-revision", place, "The file shows a revision that is not one of its own.")
                {
                    Node = file.Node,
                    Upload = file.Revision,
                };
        }
    }
}
