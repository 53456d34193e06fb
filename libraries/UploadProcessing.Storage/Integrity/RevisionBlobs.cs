using System.Runtime.CompilerServices;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Every revision has its blob, with its length and, when all bytes are read, its digest. A damaged one is named, never removed.</summary>
public sealed class RevisionBlobs(IMetadataStore metadata, BlobVerifier verifier) : IIntegrityCheck
{
    private const int Batch = 500;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Finding> FindAsync(IntegrityScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        UploadId? after = null;
        while (await metadata.ReadAsync(transaction => transaction.Nodes.ListRevisionsAsync(after, Batch), cancellationToken) is { Count: > 0 } page)
        {
            foreach (var revision in page)
            {
                if (await LookAsync(revision, scope, cancellationToken) is { } finding)
                {
                    yield return finding;
                }
            }

            after = page[^1].Id;
        }
    }

    private async ValueTask<Finding?> LookAsync(Revision revision, IntegrityScope scope, CancellationToken cancellationToken)
    {
        var damage = scope.Deep
            ? await verifier.CompareAllAsync(revision, throttle: null, cancellationToken)
            : await verifier.CompareLengthAsync(revision, cancellationToken);
        if (damage is null && revision.DamagedAt is not { })
        {
            return null;
        }

        var place = await metadata.ReadAsync(transaction => transaction.Integrity.LocateAsync(revision.Node), cancellationToken);
        var finding = (damage, scope.Deep) switch
        {
            ({ } found, _) => new Finding(found.Problem, place, found.Detail),
            (null, true) => new Finding("stale-damage-mark", place, $"The bytes were found damaged at {revision.DamagedAt:u} and are good.")
            {
                Repair = token => ClearAsync(revision.Id, token),
            },
            (null, false) => new Finding("damaged-blob", place, $"The bytes were found damaged at {revision.DamagedAt:u}; --deep reads them again."),
        };
        return finding with { Node = revision.Node, Upload = revision.Id };
    }

    private async ValueTask ClearAsync(UploadId revision, CancellationToken cancellationToken) => await metadata.WriteAsync(async transaction =>
    {
        await transaction.Nodes.MarkDamagedAsync(revision, damagedAt: null);
        return true;
    }, cancellationToken);
}
