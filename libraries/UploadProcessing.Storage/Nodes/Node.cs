using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Nodes;

/// <summary>A file or folder in a space.</summary>
/// <param name="Id">Stays the same through renames and new revisions.</param>
/// <param name="Space">The space it is in.</param>
/// <param name="Parent">Its folder; null: it is the space's root.</param>
/// <param name="Name">Unicode as the client sent it, never normalised.</param>
/// <param name="Kind">File or folder.</param>
/// <param name="Size">Bytes of the newest revision; of a folder all that is below it.</param>
/// <param name="ETag">Quoted; changes with every change of the node or anything below it.</param>
/// <param name="ModifiedAt">What the client gave, or when it was written.</param>
/// <param name="Revision">The newest revision of a file.</param>
public sealed record Node(
    NodeId Id,
    SpaceId Space,
    NodeId? Parent,
    string Name,
    NodeKind Kind,
    long Size,
    string ETag,
    DateTimeOffset ModifiedAt,
    UploadId? Revision)
{
    /// <summary>The checksum that came with the newest revision and was verified; null when none came.</summary>
    public Checksum? Checksum { get; init; }

    /// <summary>Whether it is not there yet: a new file whose mandatory steps have not decided, made up from its upload session.</summary>
    public bool IsProcessing { get; init; }
}
