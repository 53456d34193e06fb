using System.Runtime.CompilerServices;

namespace UploadProcessing.Storage.Integrity;

/// <summary>What counts against a space's quota is what a count gives: its revisions, the sessions under way, its files and folders.</summary>
public sealed class SpaceCounts(IMetadataStore metadata) : IIntegrityCheck
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Finding> FindAsync(IntegrityScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var space in await metadata.ReadAsync(transaction => transaction.Integrity.ListMiscountedSpacesAsync(), cancellationToken))
        {
            var (said, counted) = (space.Said, space.Counted);
            (string Problem, long Said, long Counted, string Detail)[] counts =
            [
                ("wrong-used-bytes", said.UsedBytes, counted.UsedBytes, "bytes used; its revisions have"),
                ("wrong-reserved-bytes", said.ReservedBytes, counted.ReservedBytes, "bytes reserved; its uploads under way hold"),
                ("wrong-file-count", said.Files, counted.Files, "files and folders; there are"),
            ];
            var place = await metadata.ReadAsync(transaction => transaction.Integrity.LocateAsync(space.Id), cancellationToken);
            foreach (var count in counts.Where(count => count.Said != count.Counted))
            {
                yield return new Finding(count.Problem, place, $"The space says {count.Said} {count.Detail} {count.Counted}.")
                {
                    Repair = token => metadata.RecountAsync(space.Id, token),
                };
            }
        }
    }
}
