using System.Runtime.CompilerServices;

namespace UploadProcessing.Storage.Integrity;

/// <summary>What rows say of each other is so. Nothing is repaired: which of the two is wrong, only people can tell.</summary>
public sealed class References(IMetadataStore metadata) : IIntegrityCheck
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Finding> FindAsync(IntegrityScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<BrokenReferenceKind>())
        {
            var rows = metadata.ReadPagesAsync(
                (integrity, after, limit) => integrity.ListBrokenReferencesAsync(kind, after, limit), cancellationToken);
            await foreach (var row in rows)
            {
                var (problem, detail) = Describe(kind);
                var place = await metadata.ReadAsync(transaction => LocateAsync(transaction.Integrity, row), cancellationToken);
                yield return new Finding(problem, place, detail) { Node = row.Node, Upload = row.Upload };
            }
        }
    }

    private static ValueTask<Place> LocateAsync(IIntegrityStore integrity, BrokenReference row) =>
        row.Node is { } node ? integrity.LocateAsync(node) : integrity.LocateAsync(row.Space);

    private static (string Problem, string Detail) Describe(BrokenReferenceKind kind) => kind switch
    {
        BrokenReferenceKind.RevisionWithoutFile => ("revision-without-file", "The revision's file does not exist; its bytes count and nobody can reach them."),
        BrokenReferenceKind.RevisionInAnotherSpace => ("revision-in-another-space", "The revision counts for another space than its file is in."),
        BrokenReferenceKind.MisplacedNode => ("misplaced-node", "It hangs below a file or in another space's folder."),
        BrokenReferenceKind.SpaceWithoutRoot => ("space-without-root", "The space's root folder is missing or not a root."),
        BrokenReferenceKind.SessionWithoutSpace => ("session-without-space", "The upload under way goes into a space that does not exist."),
        BrokenReferenceKind.SessionOfRevision => ("session-of-revision", "The upload is a revision and is under way: bytes that still come would overwrite it."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
