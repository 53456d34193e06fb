using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Nodes;

/// <summary>One version of a file node's bytes.</summary>
/// <param name="Id">The upload it was made from; also names its blob.</param>
/// <param name="Space">The space it counts for.</param>
/// <param name="Node">The file it is a version of.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAt">The file's modification time in this version.</param>
/// <param name="Digest">Of the blob, taken while the bytes passed.</param>
/// <param name="Checksum">What the client sent, verified; null when it sent none.</param>
/// <param name="CreatedBy">Who uploaded it.</param>
/// <param name="CreatedAt">When it was committed.</param>
public sealed record Revision(
    UploadId Id,
    SpaceId Space,
    NodeId Node,
    long Size,
    DateTimeOffset ModifiedAt,
    Checksum Digest,
    Checksum? Checksum,
    UserId CreatedBy,
    DateTimeOffset CreatedAt)
{
    /// <summary>When its blob was found damaged; null while nothing is known against it.</summary>
    public DateTimeOffset? DamagedAt { get; init; }

    /// <summary>Why nobody may read it until an operator releases it; null when everybody may who sees the file.</summary>
    public string? Quarantine { get; init; }
}
