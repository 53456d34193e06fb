using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Nodes;

/// <summary>Changes to the tree that are not uploads: new folders, and removal.</summary>
public sealed class NodeEditor(IMetadataStore metadata, TreeCollector collector, UploadAbortion abortion, TimeProvider time)
{
    /// <summary>Makes a folder; its parent must exist and have nothing of that name.</summary>
    public ValueTask<NodeResult> CreateFolderAsync(NodeReference reference, UserId user, CancellationToken cancellationToken) =>
        reference.Path.Count == 0
            ? ValueTask.FromResult(NodeResult.Refused(Refusal.Exists, "The space itself exists."))
            : metadata.WriteAsync(transaction => CreateFolderAsync(transaction, reference, user), cancellationToken);

    /// <summary>Removes a file with its revisions, or a folder with all below it. Their quota comes back as they are collected, soon after.</summary>
    public async ValueTask<NodeResult> RemoveAsync(NodeReference reference, UserId user, CancellationToken cancellationToken)
    {
        var removed = await metadata.WriteAsync(transaction => RemoveAsync(transaction, reference, user), cancellationToken);
        if (removed.Processing is { } processing)
        {
            return await RemoveProcessingAsync(removed, processing, cancellationToken);
        }

        if (removed.Node is not null)
        {
            collector.Want();
        }

        return removed;
    }

    /// <summary>A new file that is being processed is not there yet: its uploads end.</summary>
    private async ValueTask<NodeResult> RemoveProcessingAsync(NodeResult found, Node processing, CancellationToken cancellationToken)
    {
        while (await metadata.ReadAsync(
            transaction => transaction.Uploads.ListProcessingAsync(processing.Parent!.Value, processing.Name, after: null, limit: 1), cancellationToken)
            is [var session])
        {
            await abortion.AbortAsync(session.Id, "The file was removed before it was ready.");
        }

        return new NodeResult(processing, found.Space, found.Role, null, null);
    }

    private async ValueTask<NodeResult> CreateFolderAsync(IMetadataTransaction transaction, NodeReference reference, UserId user)
    {
        if (NodeName.Problem(reference.Path[^1]) is { } problem)
        {
            return NodeResult.Refused(Refusal.Invalid, problem);
        }

        var (folder, space, refused) = await NodeParent.FindAsync(transaction, reference, user);
        if (folder is null)
        {
            return refused!;
        }

        if (await transaction.Nodes.FindChildAsync(folder.Id, reference.Path[^1]) is not null)
        {
            return NodeResult.Refused(Refusal.Exists, "Something of that name exists.");
        }

        if (!space!.HasRoomForAFile)
        {
            return NodeResult.Refused(Refusal.NoSpace, $"The space may hold {space.FileLimit} files and folders and does.");
        }

        var now = time.GetMilliseconds();
        var made = new Node(NodeId.New(), reference.Space, folder.Id, reference.Path[^1], NodeKind.Folder, 0, ETag.New(), now, null);
        await transaction.Nodes.AddFolderAsync(made);
        await transaction.Spaces.CountAsync(reference.Space, files: 1);
        await transaction.Nodes.PropagateAsync(folder.Id, bytes: 0, now);
        return new NodeResult(made, space, SpaceRole.Editor, null, null);
    }

    private async ValueTask<NodeResult> RemoveAsync(IMetadataTransaction transaction, NodeReference reference, UserId user)
    {
        var found = await NodeBrowser.FindAsync(transaction, reference, user);
        if (found.Node is null)
        {
            return found;
        }

        if (found.Role < SpaceRole.Editor)
        {
            return NodeResult.Refused(Refusal.Denied, "You may read this space, but not write to it.");
        }

        if (found.Node is not { Parent: { } parent } node)
        {
            return NodeResult.Refused(Refusal.Denied, "A space's root cannot be removed; remove the space.");
        }

        await transaction.Nodes.DetachAsync(node.Id);
        await transaction.Nodes.PropagateAsync(parent, -node.Size, time.GetMilliseconds());
        return found;
    }
}
