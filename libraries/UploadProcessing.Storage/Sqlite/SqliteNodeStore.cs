using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteNodeStore(SqliteMetadataTransaction transaction) : INodeStore
{
    private const string SelectNodes =
        "SELECT nodes.*, revisions.checksum FROM nodes LEFT JOIN revisions ON revisions.id = nodes.revision_id ";

    // The node itself and all above it, up to a root.
    private const string Ancestors =
        """
        WITH RECURSIVE ancestors (id, parent_id) AS (
          SELECT id, parent_id FROM nodes WHERE id = $node
          UNION ALL
          SELECT nodes.id, nodes.parent_id FROM nodes JOIN ancestors ON nodes.id = ancestors.parent_id)
        """;

    public ValueTask<Node?> FindAsync(NodeId node) => new(
        transaction.First(SelectNodes + "WHERE nodes.id = $id", ReadNode, ("$id", node.ToString())));

    public ValueTask<Node?> FindChildAsync(NodeId parent, string name) => new(
        transaction.First(SelectNodes + "WHERE parent_id = $parent AND name = $name", ReadNode,
            ("$parent", parent.ToString()), ("$name", name)));

    public ValueTask<bool> IsAttachedAsync(NodeId node) => new(
        transaction.First<long?>(
            Ancestors + "SELECT 1 FROM ancestors JOIN spaces ON spaces.root_id = ancestors.id", row => row.GetInt64(0),
            ("$node", node.ToString())) is not null);

    public ValueTask<IReadOnlyList<Node>> ListAsync(NodeId parent, string? after, int limit) => new(
        transaction.All(SelectNodes + "WHERE parent_id = $parent AND name > $after ORDER BY name LIMIT $limit", ReadNode,
            ("$parent", parent.ToString()), ("$after", after ?? ""), ("$limit", limit)));

    public ValueTask AddFolderAsync(Node folder)
    {
        Save(folder);
        return ValueTask.CompletedTask;
    }

    public ValueTask AddRevisionAsync(Revision revision)
    {
        transaction.Execute(
            """
            INSERT INTO revisions (id, space_id, node_id, size, modified_at, digest, checksum, created_by, created_at)
            VALUES ($id, $space, $node, $size, $modified, $digest, $checksum, $by, $created)
            """,
            ("$id", revision.Id.ToString()),
            ("$space", revision.Space.ToString()),
            ("$node", revision.Node.ToString()),
            ("$size", revision.Size),
            ("$modified", revision.ModifiedAt.ToUnixTimeMilliseconds()),
            ("$digest", revision.Digest.ToString()),
            ("$checksum", revision.Checksum?.ToString()),
            ("$by", revision.CreatedBy.Value),
            ("$created", revision.CreatedAt.ToUnixTimeMilliseconds()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<Revision?> FindRevisionAsync(UploadId revision) => new(
        transaction.First("SELECT * FROM revisions WHERE id = $id", ReadRevision, ("$id", revision.ToString())));

    public ValueTask<IReadOnlyList<Revision>> ListRevisionsAsync(UploadId? after, int limit) => new(
        transaction.All("SELECT * FROM revisions WHERE id > $after ORDER BY id LIMIT $limit", ReadRevision,
            ("$after", after?.ToString() ?? ""), ("$limit", limit)));

    public ValueTask MarkDamagedAsync(UploadId revision, DateTimeOffset? damagedAt)
    {
        transaction.Execute(
            "UPDATE revisions SET damaged_at = $at WHERE id = $id",
            ("$at", damagedAt?.ToUnixTimeMilliseconds()), ("$id", revision.ToString()));
        return ValueTask.CompletedTask;
    }

    public ValueTask ShowRevisionAsync(Node file)
    {
        Save(file);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Revision>> PruneRevisionsAsync(NodeId file, int keep) => new(
        transaction.All(
            """
            DELETE FROM revisions WHERE id IN (
              SELECT revisions.id FROM revisions JOIN nodes ON nodes.id = revisions.node_id
              WHERE node_id = $node AND revisions.id <> nodes.revision_id
              ORDER BY created_at DESC, revisions.id DESC LIMIT -1 OFFSET $others)
            RETURNING *
            """,
            ReadRevision,
            ("$node", file.ToString()),
            ("$others", keep - 1)));

    public ValueTask PropagateAsync(NodeId folder, long bytes, DateTimeOffset now)
    {
        transaction.Execute(
            Ancestors + "UPDATE nodes SET size = size + $bytes, etag = $etag, modified_at = $now WHERE id IN (SELECT id FROM ancestors)",
            ("$node", folder.ToString()),
            ("$bytes", bytes),
            ("$etag", ETag.New()),
            ("$now", now.ToUnixTimeMilliseconds()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> IsWithinAsync(NodeId node, NodeId folder) => new(
        transaction.First<long?>(
            Ancestors + "SELECT 1 FROM ancestors WHERE id = $folder", row => row.GetInt64(0),
            ("$node", node.ToString()), ("$folder", folder.ToString())) is not null);

    public ValueTask MoveAsync(NodeId node, NodeId parent, string name)
    {
        transaction.Execute(
            "UPDATE nodes SET parent_id = $parent, name = $name WHERE id = $id",
            ("$parent", parent.ToString()), ("$name", name), ("$id", node.ToString()));
        return ValueTask.CompletedTask;
    }

    public ValueTask DetachAsync(NodeId node)
    {
        transaction.Execute("UPDATE nodes SET parent_id = NULL WHERE id = $id", ("$id", node.ToString()));
        transaction.Execute("INSERT OR IGNORE INTO detached (node_id) VALUES ($id)", ("$id", node.ToString()));
        return ValueTask.CompletedTask;
    }

    public async ValueTask<CollectedNodes> CollectDetachedAsync(int limit)
    {
        var revisions = new List<UploadId>();
        for (var left = limit; left > 0; left--)
        {
            if (transaction.First("SELECT node_id FROM detached LIMIT 1", row => row.GetString(0)) is not { } node)
            {
                return new CollectedNodes(revisions, More: false);
            }

            revisions.AddRange(await RemoveAsync(node));
        }

        return new CollectedNodes(revisions, More: true);
    }

    /// <summary>Removes one detached node; what was directly below it is detached in its place, so no tree is ever walked whole.</summary>
    private async ValueTask<IEnumerable<UploadId>> RemoveAsync(string node)
    {
        var removed = transaction.All("DELETE FROM revisions WHERE node_id = $node RETURNING *", ReadRevision, ("$node", node));
        foreach (var revision in removed)
        {
            await transaction.Spaces.CountAsync(revision.Space, used: -revision.Size);
        }

        transaction.Execute("INSERT OR IGNORE INTO detached (node_id) SELECT id FROM nodes WHERE parent_id = $node", ("$node", node));
        transaction.Execute("UPDATE nodes SET parent_id = NULL WHERE parent_id = $node", ("$node", node));
        if (transaction.First<string>("DELETE FROM nodes WHERE id = $node RETURNING space_id", row => row.GetString(0), ("$node", node)) is { } space)
        {
            await transaction.Spaces.CountAsync(SpaceId.Parse(space), files: -1);
        }

        transaction.Execute("DELETE FROM detached WHERE node_id = $node", ("$node", node));
        return removed.Select(revision => revision.Id);
    }

    private void Save(Node node) => transaction.Execute(
        """
        INSERT INTO nodes (id, space_id, parent_id, name, kind, size, etag, modified_at, revision_id)
        VALUES ($id, $space, $parent, $name, $kind, $size, $etag, $modified, $revision)
        ON CONFLICT (id) DO UPDATE SET
          size = excluded.size, etag = excluded.etag, modified_at = excluded.modified_at, revision_id = excluded.revision_id
        """,
        ("$id", node.Id.ToString()),
        ("$space", node.Space.ToString()),
        ("$parent", node.Parent?.ToString()),
        ("$name", node.Name),
        ("$kind", node.Kind.ToColumn()),
        ("$size", node.Size),
        ("$etag", node.ETag),
        ("$modified", node.ModifiedAt.ToUnixTimeMilliseconds()),
        ("$revision", node.Revision?.ToString()));

    private static Node ReadNode(SqliteDataReader row) => new(
        row.Node("id")!.Value,
        row.Space("space_id"),
        row.Node("parent_id"),
        row.Text("name")!,
        row.Enum<NodeKind>("kind"),
        row.Number("size")!.Value,
        row.Text("etag")!,
        row.Time("modified_at"),
        row.Upload("revision_id"))
    {
        Checksum = row.Checksum("checksum"),
    };

    private static Revision ReadRevision(SqliteDataReader row) => new(
        row.Upload("id")!.Value,
        row.Space("space_id"),
        row.Node("node_id")!.Value,
        row.Number("size")!.Value,
        row.Time("modified_at"),
        row.Checksum("digest")!,
        row.Checksum("checksum"),
        new UserId(row.Text("created_by")!),
        row.Time("created_at"))
    {
        DamagedAt = row.TimeOrNull("damaged_at"),
        Quarantine = row.Text("quarantine"),
    };
}
