using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Integrity;

/// <summary>What a row says of another one and what is not so.</summary>
public enum BrokenReferenceKind
{
    /// <summary>A revision's file does not exist.</summary>
    RevisionWithoutFile,

    /// <summary>A revision counts for another space than its file is in.</summary>
    RevisionInAnotherSpace,

    /// <summary>A node hangs below a file, or below a folder of another space.</summary>
    MisplacedNode,

    /// <summary>A space's root is missing, or is not a root folder of that space.</summary>
    SpaceWithoutRoot,

    /// <summary>A session under way uploads into a space that does not exist.</summary>
    SessionWithoutSpace,

    /// <summary>A session is under way although its revision is there: bytes that come would overwrite it.</summary>
    SessionOfRevision,
}

/// <summary>A row that names another which does not exist or does not suit it.</summary>
/// <param name="Space">The row's space.</param>
/// <param name="Node">The node it is or names.</param>
/// <param name="Upload">The revision or session it is.</param>
public sealed record BrokenReference(SpaceId Space, NodeId? Node, UploadId? Upload);
