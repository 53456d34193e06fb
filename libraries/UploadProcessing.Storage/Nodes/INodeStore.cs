using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Nodes;

/// <summary>The node trees and the revisions of their files, within one transaction.</summary>
public interface INodeStore
{
    /// <summary>The node, or null; a node of a detached tree is found too.</summary>
    ValueTask<Node?> FindAsync(NodeId node);

    /// <summary>The child of that name, or null.</summary>
    ValueTask<Node?> FindChildAsync(NodeId parent, string name);

    /// <summary>Whether <paramref name="node"/> hangs in its space's tree, however deep, rather than in a detached one.</summary>
    ValueTask<bool> IsAttachedAsync(NodeId node);

    /// <summary>Children in the byte order of their names, those after the name <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<Node>> ListAsync(NodeId parent, string? after, int limit);

    /// <summary>Adds a folder; its parent has no child of that name.</summary>
    ValueTask AddFolderAsync(Node folder);

    /// <summary>Adds a revision to the history. Invisible until <see cref="ShowRevisionAsync"/>.</summary>
    ValueTask AddRevisionAsync(Revision revision);

    /// <summary>The revision, or null.</summary>
    ValueTask<Revision?> FindRevisionAsync(UploadId revision);

    /// <summary>Revisions of all spaces by their ids, those after <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<Revision>> ListRevisionsAsync(UploadId? after, int limit);

    /// <summary>Notes that a revision's blob was found damaged at that time; null: that it is good.</summary>
    ValueTask MarkDamagedAsync(UploadId revision, DateTimeOffset? damagedAt);

    /// <summary>Makes a revision what its file shows, adding the file if it is new. <b>Only the finalizer calls this.</b></summary>
    ValueTask ShowRevisionAsync(Node file);

    /// <summary>Removes all but the newest <paramref name="keep"/> revisions of a file; the one it shows is always kept.</summary>
    /// <returns>Those removed, whose blobs nobody needs any more; their space's count is the caller's.</returns>
    ValueTask<IReadOnlyList<Revision>> PruneRevisionsAsync(NodeId file, int keep);

    /// <summary>Adds <paramref name="bytes"/> to the size of <paramref name="folder"/> and all above it, and gives them new etags.</summary>
    ValueTask PropagateAsync(NodeId folder, long bytes, DateTimeOffset now);

    /// <summary>Whether <paramref name="node"/> is <paramref name="folder"/> or below it, however deep.</summary>
    ValueTask<bool> IsWithinAsync(NodeId node, NodeId folder);

    /// <summary>Hangs a node with all below it into another folder or gives it another name; that folder has no child of that name.</summary>
    ValueTask MoveAsync(NodeId node, NodeId parent, string name);

    /// <summary>Takes a node with all below it out of its space; it is collected later, in batches.</summary>
    ValueTask DetachAsync(NodeId node);

    /// <summary>Removes up to <paramref name="limit"/> nodes of detached trees and gives back what their revisions counted.</summary>
    /// <returns>The revisions removed, whose blobs nobody needs any more, and whether nodes remain.</returns>
    ValueTask<CollectedNodes> CollectDetachedAsync(int limit);
}
