using System.Runtime.CompilerServices;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Proves that revisions, blobs, quota and trees fit together, while everybody else goes on; repairs what is safe.</summary>
public sealed class IntegrityChecker(DatabaseFile database, IEnumerable<IIntegrityCheck> checks)
{
    /// <summary>Runs every check, one after the other.</summary>
    public async IAsyncEnumerable<Finding> CheckAsync(IntegrityScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var broken = false;
        await foreach (var finding in database.FindAsync(cancellationToken))
        {
            broken = true;
            yield return finding;
        }

        if (broken)
        {
            // Its answers could be anything, and repairing by them could make it worse.
            yield break;
        }

        foreach (var check in checks)
        {
            await foreach (var finding in check.FindAsync(scope, cancellationToken))
            {
                yield return scope.Repair ? await RepairAsync(finding, cancellationToken) : finding;
            }
        }
    }

    private static async ValueTask<Finding> RepairAsync(Finding finding, CancellationToken cancellationToken)
    {
        if (finding.Repair is not { } repair)
        {
            return finding;
        }

        await repair(cancellationToken);
        return finding with { Repaired = true };
    }
}
