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

    /// <summary>The names from the space's root down to the file of a revision, while <paramref name="user"/> may still see it; null when not.</summary>
    public async ValueTask<IReadOnlyList<string>?> FindPathAsync(UploadId id, UserId user, CancellationToken cancellationToken) =>
        await FindAsync(id, user, cancellationToken) is not ({ }, { } file)
            ? null
            : await metadata.ReadAsync<IReadOnlyList<string>>(async transaction =>
            {
                var names = new List<string> { file.Name };
                var above = file.Parent;
                // A root has no parent, and its name is no part of a path.
                while (above is { } id && await transaction.Nodes.FindAsync(id) is { Parent: { } parent } folder)
                {
                    names.Insert(0, folder.Name);
                    above = parent;
                }

                return names;
            }, cancellationToken);
}
