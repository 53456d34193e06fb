using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Members of a space as CS3's grants.</summary>
internal static class Grants
{
    public const string Unreadable = "The grantee is not a user, or the permissions are less than a viewer's.";

    public static Grant Of(Member member) => new()
    {
        Grantee = new Grantee { Type = GranteeType.User, UserId = ResourceInfos.User(member.User.Value) },
        Permissions = PermissionSets.Of(member.Role),
    };

    /// <summary>Whom the grant is for; null when it is not for a user.</summary>
    public static UserId? User(Grant? grant) =>
        grant?.Grantee is { Type: GranteeType.User, UserId.OpaqueId: { Length: > 0 } user } ? new UserId(user) : null;

    /// <summary>The member it would make; null when it is not for a user or gives less than any role.</summary>
    public static Member? Member(Grant? grant) =>
        User(grant) is { } user && PermissionSets.Role(grant!.Permissions) is { } role ? new Member(user, role) : null;
}
