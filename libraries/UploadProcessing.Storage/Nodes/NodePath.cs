using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Nodes;

/// <summary>Walks a path from a node, name by name.</summary>
public static class NodePath
{
    /// <summary>Why a path cannot be used, as a sentence for the client; null when it can.</summary>
    public static string? Problem(IEnumerable<string> path) => path.Select(NodeName.Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>The node at <paramref name="path"/> below <paramref name="start"/>; null when a name of it is missing.</summary>
    public static async ValueTask<Node?> ResolveAsync(this INodeStore nodes, NodeId start, IEnumerable<string> path)
    {
        var node = await nodes.FindAsync(start);
        foreach (var name in path)
        {
            if (node is null)
            {
                return null;
            }

            node = await nodes.FindChildAsync(node.Id, name);
        }

        return node;
    }
}
