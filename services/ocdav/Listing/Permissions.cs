using System.Text;
using Cs3.Storage.Provider.V1Beta1;

namespace UploadProcessing.Ocdav.Listing;

/// <summary>ownCloud's letters for what the user may do with a resource.</summary>
internal static class Permissions
{
    public static string? Letters(ResourcePermissions? may, bool isContainer)
    {
        if (may is null)
        {
            return null;
        }

        var letters = new StringBuilder();
        // Not R (sharing), N and V (renaming, moving), though CS3 may allow them: no request here does them, and clients would try.
        Append('D', may.Delete);
        // Writing a file; creating files and folders in a folder.
        Append('W', may.InitiateFileUpload && !isContainer);
        Append('C', may.InitiateFileUpload && isContainer);
        Append('K', may.CreateContainer && isContainer);
        return letters.ToString();

        void Append(char letter, bool allowed)
        {
            if (allowed)
            {
                letters.Append(letter);
            }
        }
    }
}
