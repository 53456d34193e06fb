using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Where something is, as people know it.</summary>
/// <param name="Space">The space's id; null when even that is not known.</param>
/// <param name="SpaceName">What people call it; null when there is no such space any more.</param>
/// <param name="Path">From the space's root: <c>/a/b</c>; null for what does not hang there.</param>
public sealed record Place(SpaceId? Space, string? SpaceName, string? Path)
{
    /// <summary>Not known.</summary>
    public static Place Nowhere { get; } = new(null, null, null);
}
