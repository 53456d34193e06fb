using Cs3.Identity.User.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;

namespace ServiceTests.StorageProvider.Support;

/// <summary>The sets of permissions that docs/cs3.md promises for each role; written out here, not taken from the code under test.</summary>
internal static class Roles
{
    public static ResourcePermissions Viewer => new()
    {
        Stat = true, GetPath = true, GetQuota = true, ListContainer = true, InitiateFileDownload = true,
    };

    public static ResourcePermissions Editor => new(Viewer) { InitiateFileUpload = true, CreateContainer = true, Delete = true, Move = true };

    public static ResourcePermissions Manager => new(Editor) { AddGrant = true, UpdateGrant = true, RemoveGrant = true, ListGrants = true };

    public static Grant Grant(string user, ResourcePermissions? permissions = null) => new()
    {
        Grantee = new Grantee { Type = GranteeType.User, UserId = new UserId { OpaqueId = user, Type = UserType.Primary } },
        Permissions = permissions,
    };
}
