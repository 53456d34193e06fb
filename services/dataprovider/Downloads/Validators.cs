using Microsoft.Net.Http.Headers;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.DataProvider.Downloads;

/// <summary>By what a client tells one version of a file from another (RFC 9110, 8.8).</summary>
/// <param name="ETag">Strong: a revision never changes.</param>
/// <param name="LastModified">In whole seconds, as it travels.</param>
/// <param name="DateIsStrong">Whether the date alone names the version. Only a date of this server's own does: one that a client sent
/// with its bytes (<c>X-OC-Mtime</c>) may be that of the version before, too.</param>
internal sealed record Validators(EntityTagHeaderValue ETag, DateTimeOffset LastModified, bool DateIsStrong)
{
    public static Validators Of(Revision revision) => new(
        new EntityTagHeaderValue(Storage.Nodes.ETag.Of(revision.Id)),
        DateTimeOffset.FromUnixTimeSeconds(revision.ModifiedAt.ToUnixTimeSeconds()),
        revision.ModifiedAt == revision.CreatedAt);
}
