using Cs3.Identity.User.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Microsoft.AspNetCore.StaticFiles;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using Checksum = UploadProcessing.Storage.Checksum;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Nodes as CS3 describes them.</summary>
internal static class ResourceInfos
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public static ResourceInfo Of(Node node, Space space, SpaceRole role, string path) => new()
    {
        Type = node.Kind is NodeKind.Folder ? ResourceType.Container : ResourceType.File,
        Id = Id(space, node.Id.ToString()),
        ParentId = node.Parent is { } parent ? Id(space, parent.ToString()) : null,
        Checksum = Checksum(node.Checksum),
        Etag = node.ETag,
        MimeType = MimeType(node),
        Mtime = References.Timestamp(node.ModifiedAt),
        Path = path,
        Name = node.Name,
        Size = (ulong)node.Size,
        Owner = User(space.Owner.Value),
        PermissionSet = PermissionSets.Of(role),
        // What ocdav lists as 425; its bytes are nobody's to read yet.
        Opaque = node.IsProcessing ? Opaques.Of(("status", "processing")) : null,
    };

    public static ResourceId Id(Space space, string node) => new() { SpaceId = space.Id.ToString(), OpaqueId = node };

    public static UserId User(string name) => new() { OpaqueId = name, Type = UserType.Primary };

    private static string MimeType(Node node) => node.Kind is NodeKind.Folder
        ? "httpd/unix-directory"
        : ContentTypes.TryGetContentType(node.Name, out var known) ? known : "application/octet-stream";

    // CS3 knows three algorithms; what was verified with another one is not shown.
    private static ResourceChecksum? Checksum(Checksum? checksum) => checksum?.Algorithm switch
    {
        "sha1" => new() { Type = ResourceChecksumType.Sha1, Sum = checksum.Hex },
        "md5" => new() { Type = ResourceChecksumType.Md5, Sum = checksum.Hex },
        "adler32" => new() { Type = ResourceChecksumType.Adler32, Sum = checksum.Hex },
        _ => null,
    };
}
