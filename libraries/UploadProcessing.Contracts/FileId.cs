namespace UploadProcessing.Contracts;

/// <summary>The resource id as clients see it, in <c>OC-FileId</c> and the WebDAV property <c>oc:id</c>: <c>{spaceid}!{nodeid}</c>.</summary>
/// <param name="Space">The space.</param>
/// <param name="Node">The node in it.</param>
public readonly record struct FileId(SpaceId Space, NodeId Node)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Space}!{Node}";
}
