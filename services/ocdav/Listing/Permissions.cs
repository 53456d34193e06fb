using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;

namespace UploadProcessing.Ocdav.Listing;

/// <summary>ownCloud's letters for CS3's permissions.</summary>
internal static class Permissions
{
    public static string? Letters(ResourcePermissions? may, bool isContainer) =>
        may is null ? null : PermissionLetters.Of(isContainer, may.Delete, isContainer ? may.CreateContainer : may.InitiateFileUpload);
}
