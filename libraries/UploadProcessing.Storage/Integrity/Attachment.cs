using System.Runtime.CompilerServices;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Every node hangs below a space's root, or in a tree that is to be collected.</summary>
public sealed class Attachment(IMetadataStore metadata, TreeCollector collector, TimeProvider time) : IIntegrityCheck
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Finding> FindAsync(IntegrityScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var nodes = metadata.ReadPagesAsync((integrity, after, limit) => integrity.ListUnattachedAsync(after, limit), cancellationToken);
        await foreach (var node in nodes)
        {
            yield return new Finding(
                "unattached-node",
                await metadata.ReadAsync(transaction => transaction.Integrity.LocateAsync(node.Node), cancellationToken),
                node.Reason switch
                {
                    UnattachedReason.NotMarked => "It was taken out of its space and is not marked for collection.",
                    UnattachedReason.ParentMissing => "The folder it is in does not exist; nobody can reach it.",
                    _ => "It is in a folder that is in it; nobody can reach it.",
                })
            {
                Node = node.Node,
                Repair = token => RepairAsync(node.Node, token),
            };
        }
    }

    private async ValueTask RepairAsync(NodeId node, CancellationToken cancellationToken)
    {
        await metadata.WriteAsync(async transaction =>
        {
            // Again: the repair of another node of the same circle has opened it.
            if (await transaction.Integrity.FindUnattachedAsync(node) is { } found)
            {
                await RepairAsync(transaction, found);
            }

            return true;
        }, cancellationToken);
        collector.Want();
    }

    private async ValueTask RepairAsync(IMetadataTransaction transaction, UnattachedNode node)
    {
        var space = await transaction.Spaces.FindAsync(node.Space);
        if (node.Reason is UnattachedReason.NotMarked || space is null)
        {
            // It has no parent, as only a removal makes it, or no space: half of a removal, which is completed.
            await transaction.Nodes.DetachAsync(node.Node);
            return;
        }

        // Nobody has removed this tree, so nobody may lose it: it comes back where its people see it.
        await transaction.Nodes.MoveAsync(node.Node, space.Root, $"lost+found {node.Node}");
        await transaction.Nodes.PropagateAsync(space.Root, node.Size, time.GetMilliseconds());
    }
}
