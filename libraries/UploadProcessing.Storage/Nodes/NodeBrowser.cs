using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.Storage.Nodes;

/// <summary>What members see of a space: one node, or a folder's children page by page.</summary>
public sealed class NodeBrowser(IMetadataStore metadata)
{
    /// <summary>The most children in one page.</summary>
    public const int LargestPage = 1000;

    /// <summary>The node, as <paramref name="user"/> may see it.</summary>
    public ValueTask<NodeResult> FindAsync(NodeReference reference, UserId user, CancellationToken cancellationToken) =>
        metadata.ReadAsync(transaction => FindAsync(transaction, reference, user), cancellationToken);

    /// <summary>A folder and the children whose names come after <paramref name="after"/>, in byte order.</summary>
    /// <param name="reference">The folder.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="after">The last name of the page before; null for the first page.</param>
    /// <param name="limit">At most so many, and never more than <see cref="LargestPage"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<(NodeResult Folder, IReadOnlyList<Node> Children)> ListAsync(
        NodeReference reference, UserId user, string? after, int limit, CancellationToken cancellationToken) =>
        metadata.ReadAsync(async transaction =>
        {
            var folder = await FindAsync(transaction, reference, user);
            return folder.Node switch
            {
                null => (folder, []),
                { Kind: NodeKind.File } => (NodeResult.Refused(Refusal.WrongKind, "It is a file, not a folder."), []),
                { } node => (folder, await ListAsync(transaction, node, folder.Role, after, Math.Clamp(limit, 1, LargestPage))),
            };
        }, cancellationToken);

    private static async ValueTask<IReadOnlyList<Node>> ListAsync(
        IMetadataTransaction transaction, Node folder, SpaceRole role, string? after, int limit)
    {
        var children = await transaction.Nodes.ListAsync(folder.Id, after, limit);
        return role < SpaceRole.Editor ? children : await ProcessingFile.MergeAsync(transaction, folder.Id, children, after, limit);
    }

    /// <summary>Resolves a reference within a transaction that goes on with it.</summary>
    internal static async ValueTask<NodeResult> FindAsync(IMetadataTransaction transaction, NodeReference reference, UserId user)
    {
        if (await transaction.Spaces.RoleOfAsync(reference.Space, user) is not { } role
            || await transaction.Spaces.FindAsync(reference.Space) is not { } space)
        {
            return NodeResult.Refused(Refusal.NotFound, "There is no such space.");
        }

        if (NodePath.Problem(reference.Path) is { } problem)
        {
            return NodeResult.Refused(Refusal.Invalid, problem);
        }

        var start = reference.Start ?? space.Root;
        if (await FindAsync(transaction, start, reference.Path, space) is { } node)
        {
            return new NodeResult(node, space, role, null, null);
        }

        return role >= SpaceRole.Editor && reference.Path.Count > 0
            && await FindAsync(transaction, start, [.. reference.Path.SkipLast(1)], space) is { } folder
            && await ProcessingFile.FindAsync(transaction, folder.Id, reference.Path[^1]) is { } processing
                ? new NodeResult(null, space, role, Refusal.Processing, "The file is still being processed. Try again later.") { Processing = processing }
                : NodeResult.Refused(Refusal.NotFound, "There is no such file or folder.");
    }

    private static async ValueTask<Node?> FindAsync(IMetadataTransaction transaction, NodeId start, IReadOnlyList<string> path, Space space) =>
        await transaction.Nodes.ResolveAsync(start, path) is { } node && node.Space == space.Id && await transaction.Nodes.IsAttachedAsync(node.Id)
            ? node
            : null;
}
