using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Roles as CS3's sets of permissions, and back.</summary>
internal static class PermissionSets
{
    public static ResourcePermissions Of(SpaceRole role) => new()
    {
        Stat = true,
        GetPath = true,
        GetQuota = true,
        ListContainer = true,
        InitiateFileDownload = true,
        InitiateFileUpload = role >= SpaceRole.Editor,
        CreateContainer = role >= SpaceRole.Editor,
        Delete = role >= SpaceRole.Editor,
        Move = role >= SpaceRole.Editor,
        AddGrant = role >= SpaceRole.Manager,
        UpdateGrant = role >= SpaceRole.Manager,
        RemoveGrant = role >= SpaceRole.Manager,
        ListGrants = role >= SpaceRole.Manager,
    };

    /// <summary>The largest role whose every permission is in the set, so that nobody gets more than was meant; null when not even a viewer's are.</summary>
    /// <remarks>What a set has beyond that (versions, trash) stands for nothing here, and clients of other servers send it.</remarks>
    public static SpaceRole? Role(ResourcePermissions? set) => set is null
        ? null
        : Enum.GetValues<SpaceRole>().OrderDescending().Select(role => (SpaceRole?)role).FirstOrDefault(role => Covers(set, Of(role!.Value)));

    private static bool Covers(ResourcePermissions set, ResourcePermissions role) => ResourcePermissions.Descriptor.Fields.InDeclarationOrder()
        .All(permission => !(bool)permission.Accessor.GetValue(role) || (bool)permission.Accessor.GetValue(set));
}
