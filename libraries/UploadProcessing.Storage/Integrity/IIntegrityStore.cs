using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Looks for what does not fit together, and counts anew, within one transaction.</summary>
/// <remarks>Lists go through everything page by page, so that no transaction is long; what is wrong on a page is wrong in its snapshot.</remarks>
public interface IIntegrityStore
{
    /// <summary>What the database finds wrong with its own files, in its own words.</summary>
    ValueTask<IReadOnlyList<string>> CheckDatabaseAsync();

    /// <summary>Rows that name others which do not exist or do not suit them.</summary>
    ValueTask<IntegrityPage<BrokenReference>> ListBrokenReferencesAsync(BrokenReferenceKind kind, string? after, int limit);

    /// <summary>Files that show no revision of theirs, or say another size than it has.</summary>
    ValueTask<IntegrityPage<WrongFile>> ListWrongFilesAsync(string? after, int limit);

    /// <summary>Nodes that hang neither below a root nor in a tree that is to be collected; of such a tree its top.</summary>
    ValueTask<IntegrityPage<UnattachedNode>> ListUnattachedAsync(string? after, int limit);

    /// <summary>The node, when it is one of <see cref="ListUnattachedAsync"/>.</summary>
    ValueTask<UnattachedNode?> FindUnattachedAsync(NodeId node);

    /// <summary>Folders that say another size than all newest revisions below them have.</summary>
    ValueTask<IntegrityPage<WrongFolder>> ListWrongFoldersAsync(string? after, int limit);

    /// <summary>Gives a node, and every folder above it, the size that what it holds has.</summary>
    ValueTask RecountAsync(NodeId node);

    /// <summary>Sessions that have ended and still hold some of a quota.</summary>
    ValueTask<IntegrityPage<HoldingSession>> ListHoldingSessionsAsync(string? after, int limit);

    /// <summary>Spaces whose counts are not what a count gives. One read of everything: a page of spaces would count all the same.</summary>
    ValueTask<IReadOnlyList<MiscountedSpace>> ListMiscountedSpacesAsync();

    /// <summary>Counts a space anew.</summary>
    ValueTask RecountAsync(SpaceId space);

    /// <summary>Where a node is, for people to find it.</summary>
    ValueTask<Place> LocateAsync(NodeId node);

    /// <summary>Where a space is: its root.</summary>
    ValueTask<Place> LocateAsync(SpaceId space);
}
