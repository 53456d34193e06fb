using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.Storage.Nodes;

/// <summary>Renames and moves within a space. The node keeps its id and its etag, and with them its revisions; sessions that upload into a moved
/// folder follow it, because they know it by its id.</summary>
public sealed class NodeMover(IMetadataStore metadata, TimeProvider time)
{
    /// <summary>Puts the node at <paramref name="source"/> where <paramref name="target"/> says; nothing of that name may be there.</summary>
    public ValueTask<NodeResult> MoveAsync(NodeReference source, NodeReference target, UserId user, CancellationToken cancellationToken) =>
        (source.Space == target.Space, target.Path) switch
        {
            (false, _) => Refused(Refusal.Invalid, "Moving from one space to another is not possible: copy, then delete."),
            (_, []) => Refused(Refusal.Invalid, "The destination needs a name in a folder."),
            (_, [.., var name]) when NodeName.Problem(name) is { } problem => Refused(Refusal.Invalid, problem),
            _ => metadata.WriteAsync(transaction => MoveAsync(transaction, source, target, user), cancellationToken),
        };

    private async ValueTask<NodeResult> MoveAsync(IMetadataTransaction transaction, NodeReference source, NodeReference target, UserId user)
    {
        var found = await NodeBrowser.FindAsync(transaction, source, user);
        if (found.Node is not { } node)
        {
            return found;
        }

        if (found.Role < SpaceRole.Editor)
        {
            return NodeResult.Refused(Refusal.Denied, "You may read this space, but not write to it.");
        }

        if (node.Parent is not { } from)
        {
            return NodeResult.Refused(Refusal.Denied, "A space's root cannot be moved; rename the space.");
        }

        var (folder, _, refused) = await NodeParent.FindAsync(transaction, target, user);
        if (folder is null)
        {
            return refused!;
        }

        if (await transaction.Nodes.IsWithinAsync(folder.Id, node.Id))
        {
            return NodeResult.Refused(Refusal.Invalid, "A folder cannot be moved into itself.");
        }

        if (await transaction.Nodes.FindChildAsync(folder.Id, target.Path[^1]) is not null)
        {
            return NodeResult.Refused(Refusal.Exists, "Something of that name exists.");
        }

        var now = time.GetMilliseconds();
        await transaction.Nodes.MoveAsync(node.Id, folder.Id, target.Path[^1]);
        if (folder.Id != from)
        {
            await transaction.Nodes.PropagateAsync(from, -node.Size, now);
        }

        // What lies above both gets both: its size stays, its etag is new.
        await transaction.Nodes.PropagateAsync(folder.Id, folder.Id == from ? 0 : node.Size, now);
        return found with { Node = node with { Parent = folder.Id, Name = target.Path[^1] } };
    }

    private static ValueTask<NodeResult> Refused(Refusal refusal, string detail) => ValueTask.FromResult(NodeResult.Refused(refusal, detail));
}
