namespace UploadProcessing.Contracts;

/// <summary>ownCloud's letters for what the user may do with a resource (<c>oc:permissions</c>, <c>OC-Perm</c>).</summary>
public static class PermissionLetters
{
    // Not R (sharing), N and V (renaming, moving): no request does them here, and clients would try.
    private const string File = "W", Folder = "CK", Delete = "D";

    /// <summary>The letters: <c>D</c> delete, <c>W</c> write a file, <c>CK</c> make files and folders in a folder.</summary>
    public static string Of(bool isFolder, bool mayDelete, bool mayWrite) =>
        (mayDelete ? Delete : "") + (mayWrite ? isFolder ? Folder : File : "");
}
