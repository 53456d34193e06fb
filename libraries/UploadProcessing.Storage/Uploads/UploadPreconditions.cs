using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Uploads;

/// <summary>What the client demanded of the file it writes; checked when the upload begins and again when it is committed.</summary>
/// <param name="IfMatch">The etag the file must have, quoted, or <c>*</c>: it must exist (RFC 9110, 13.1.1).</param>
/// <param name="IfNotExist">It must not exist (<c>If-None-Match: *</c>; RFC 9110, 13.1.2).</param>
/// <param name="IfUnmodifiedSince">It must not be newer (RFC 9110, 13.1.4).</param>
public sealed record UploadPreconditions(string? IfMatch = null, bool IfNotExist = false, DateTimeOffset? IfUnmodifiedSince = null)
{
    /// <summary>None.</summary>
    public static UploadPreconditions None { get; } = new();

    /// <summary>Whether <paramref name="file"/> (null: there is none) is as the client demanded.</summary>
    public bool Hold(Node? file) =>
        (IfMatch is null || (file is not null && (IfMatch == "*" || IfMatch == file.ETag)))
        && (!IfNotExist || file is null)
        // In whole seconds, which is all that Last-Modified could tell the client.
        && (IfUnmodifiedSince is not { } since || file is null || file.ModifiedAt.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds());
}
