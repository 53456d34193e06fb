using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Nodes;

/// <summary>Entity tags: strong, and quoted as they travel (RFC 9110, 8.8.3).</summary>
public static class ETag
{
    /// <summary>A file's: a revision never changes, so its id says all.</summary>
    public static string Of(UploadId revision) => $"\"{revision.Value:N}\"";

    /// <summary>A folder's, new with each change below it.</summary>
    public static string New() => $"\"{Guid.CreateVersion7():N}\"";
}
