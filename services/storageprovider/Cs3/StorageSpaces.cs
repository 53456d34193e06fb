using System.Globalization;
using Cs3.Identity.User.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Spaces as CS3 describes them.</summary>
internal static class StorageSpaces
{
    public static StorageSpace Of(Space space, Node? root = null, SpaceRole role = default) => new()
    {
        Id = new StorageSpaceId { OpaqueId = space.Id.ToString() },
        Owner = new User { Id = ResourceInfos.User(space.Owner.Value), Username = space.Owner.Value },
        Root = ResourceInfos.Id(space, space.Root.ToString()),
        Name = space.Name,
        Opaque = space.Steps is { Count: > 0 } steps ? Opaques.Of((SpaceKeys.Steps, string.Join(',', steps))) : null,
        SpaceType = TypeName(space.Type),
        Quota = new Quota
        {
            QuotaMaxBytes = (ulong)(space.QuotaBytes ?? 0),
            QuotaMaxFiles = (ulong)(space.FileLimit ?? 0),
            Opaque = Opaques.Of(("used_bytes", space.UsedBytes.ToString(CultureInfo.InvariantCulture))),
        },
        Mtime = References.Timestamp(root?.ModifiedAt ?? space.CreatedAt),
        RootInfo = root is null ? null : ResourceInfos.Of(root, space, role, "."),
    };

    public static string TypeName(SpaceType type) => type is SpaceType.Personal ? "personal" : "project";

    public static SpaceType? Type(string name) => name switch
    {
        "personal" => SpaceType.Personal,
        "project" => SpaceType.Project,
        _ => null,
    };
}
