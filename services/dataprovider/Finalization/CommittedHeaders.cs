using System.Diagnostics;
using System.Globalization;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>What the answer to the last byte tells about the file: sync clients that miss any of it ask with a PROPFIND.</summary>
internal static class CommittedHeaders
{
    public static void Write(HttpResponse response, Node file)
    {
        Activity.Current?.SetTag(UploadTags.NodeId, file.Id.ToString()).SetTag(UploadTags.UploadOffset, file.Size);
        response.Headers.ETag = file.ETag;
        response.Headers["OC-ETag"] = file.ETag;
        response.Headers["OC-FileId"] = new FileId(file.Space, file.Id).ToString();
        // Whoever has just written it may do so again.
        response.Headers["OC-Perm"] = PermissionLetters.Of(isFolder: false, mayDelete: true, mayWrite: true);
        response.Headers.LastModified = file.ModifiedAt.ToString("R", CultureInfo.InvariantCulture);
    }
}
