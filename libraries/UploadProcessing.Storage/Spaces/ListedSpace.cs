using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Spaces;

/// <summary>A space as one of its members sees it.</summary>
/// <param name="Space">The space.</param>
/// <param name="Root">Its root as it is now.</param>
/// <param name="Role">What the member may do in it.</param>
public sealed record ListedSpace(Space Space, Node Root, SpaceRole Role);
