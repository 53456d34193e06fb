using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Nodes;

/// <summary>Finds what a download reads.</summary>
public sealed class RevisionReader(IMetadataStore metadata)
{
    /// <summary>The revision and its file, while <paramref name="user"/> may still see them; null when not.</summary>
    public ValueTask<(Revision Revision, Node File)?> FindAsync(UploadId id, UserId user, CancellationToken cancellationToken) =>
        metadata.ReadAsync<(Revision, Node)?>(async transaction =>
            await transaction.Nodes.FindRevisionAsync(id) is { } revision
            && await transaction.Spaces.RoleOfAsync(revision.Space, user) is not null
            && await transaction.Nodes.FindAsync(revision.Node) is { } file
            && await transaction.Nodes.IsAttachedAsync(file.Id)
                ? (revision, file)
                : null,
            cancellationToken);
}
