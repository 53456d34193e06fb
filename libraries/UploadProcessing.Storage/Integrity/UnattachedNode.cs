using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Why a node cannot be reached.</summary>
public enum UnattachedReason
{
    /// <summary>It was taken out of its space, but is not marked for collection.</summary>
    NotMarked,

    /// <summary>Its folder does not exist.</summary>
    ParentMissing,

    /// <summary>It hangs below itself.</summary>
    Cycle,
}

/// <summary>A node that hangs neither below a root nor in a tree that is to be collected, with all that is below it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Space">Its space, which may be gone.</param>
/// <param name="Size">What it says its size is.</param>
/// <param name="Reason">Why nobody can reach it.</param>
public sealed record UnattachedNode(NodeId Node, SpaceId Space, long Size, UnattachedReason Reason);
