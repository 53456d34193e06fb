using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Nodes;

/// <summary>What one batch of collection removed.</summary>
/// <param name="Revisions">Whose blobs nobody needs any more.</param>
/// <param name="More">Whether detached nodes remain.</param>
public sealed record CollectedNodes(IReadOnlyList<UploadId> Revisions, bool More);
