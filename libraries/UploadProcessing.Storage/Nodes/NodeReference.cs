using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Nodes;

/// <summary>Names a node by a path from another one.</summary>
/// <param name="Space">The space.</param>
/// <param name="Start">Where the path begins; null: at the space's root.</param>
/// <param name="Path">Names, one by one; empty: the start itself.</param>
public sealed record NodeReference(SpaceId Space, NodeId? Start, IReadOnlyList<string> Path);
