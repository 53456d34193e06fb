using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Integrity;
using UploadProcessing.Storage.Nodes;
using static UploadProcessing.Storage.Sqlite.IntegritySql;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteIntegrityStore(SqliteMetadataTransaction transaction) : IIntegrityStore
{
    // SQLITE_CORRUPT, SQLITE_NOTADB
    private const int Corrupt = 11, NotADatabase = 26;

    public ValueTask<IReadOnlyList<string>> CheckDatabaseAsync()
    {
        try
        {
            return new([
                .. transaction.All("PRAGMA integrity_check", row => row.GetString(0)).Where(line => line != "ok"),
                .. transaction.All("PRAGMA foreign_key_check", row => $"a row of {row.GetString(0)} names one of {row.GetString(2)} that does not exist"),
            ]);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return new([exception.Message]);
        }
    }

    public ValueTask<IntegrityPage<BrokenReference>> ListBrokenReferencesAsync(BrokenReferenceKind kind, string? after, int limit) => kind switch
    {
        BrokenReferenceKind.RevisionWithoutFile => Page(
            "revisions", "*", "NOT EXISTS (SELECT 1 FROM nodes WHERE nodes.id = it.node_id)",
            row => new BrokenReference(row.Space("space_id"), null, row.Upload("id")), after, limit),
        BrokenReferenceKind.RevisionInAnotherSpace => Page(
            "revisions", "*", "EXISTS (SELECT 1 FROM nodes WHERE nodes.id = it.node_id AND nodes.space_id <> it.space_id)",
            row => new BrokenReference(row.Space("space_id"), row.Node("node_id"), row.Upload("id")), after, limit),
        BrokenReferenceKind.MisplacedNode => Page(
            "nodes", "*", "EXISTS (SELECT 1 FROM nodes AS parent WHERE parent.id = it.parent_id AND (parent.kind = 'file' OR parent.space_id <> it.space_id))",
            row => new BrokenReference(row.Space("space_id"), row.Node("id"), null), after, limit),
        BrokenReferenceKind.SpaceWithoutRoot => Page(
            "spaces", "*", "NOT EXISTS (SELECT 1 FROM nodes WHERE nodes.id = it.root_id AND parent_id IS NULL AND kind = 'folder' AND space_id = it.id)",
            row => new BrokenReference(row.Space("id"), row.Node("root_id"), null), after, limit),
        BrokenReferenceKind.SessionWithoutSpace => Page(
            "uploads", "*", UnderWay + " AND NOT EXISTS (SELECT 1 FROM spaces WHERE spaces.id = it.space_id)",
            row => new BrokenReference(row.Space("space_id"), null, row.Upload("id")), after, limit),
        BrokenReferenceKind.SessionOfRevision => Page(
            "uploads", "*", UnderWay + " AND EXISTS (SELECT 1 FROM revisions WHERE revisions.id = it.id)",
            row => new BrokenReference(row.Space("space_id"), null, row.Upload("id")), after, limit),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public ValueTask<IntegrityPage<WrongFile>> ListWrongFilesAsync(string? after, int limit)
    {
        const string Size = "(SELECT revisions.size FROM revisions WHERE revisions.id = it.revision_id AND revisions.node_id = it.id)";
        return Page(
            "nodes", $"*, {Size} AS revision_size", $"kind = 'file' AND size IS NOT {Size}",
            row => new WrongFile(row.Node("id")!.Value, row.Upload("revision_id"), row.Number("size")!.Value, row.Number("revision_size")), after, limit);
    }

    public ValueTask<IntegrityPage<UnattachedNode>> ListUnattachedAsync(string? after, int limit) =>
        Page("nodes", $"*, {Unattached} AS reason", $"{Unattached} IS NOT NULL", ReadUnattached, after, limit);

    public ValueTask<UnattachedNode?> FindUnattachedAsync(NodeId node) => new(
        transaction.First(
            $"SELECT *, {Unattached} AS reason FROM nodes AS it WHERE id = $id AND {Unattached} IS NOT NULL", ReadUnattached, ("$id", node.ToString())));

    public ValueTask<IntegrityPage<WrongFolder>> ListWrongFoldersAsync(string? after, int limit) => Page(
        "nodes", $"*, {BytesBelow} AS counted",
        // What is directly below is quickly added up; only a folder that it does not suit is walked whole, to tell whose size is the wrong one.
        $"kind = 'folder' AND size <> ifnull((SELECT sum(child.size) FROM nodes AS child WHERE child.parent_id = it.id), 0) AND size <> {BytesBelow}",
        row => new WrongFolder(row.Node("id")!.Value, row.Number("size")!.Value, row.Number("counted")!.Value), after, limit);

    public ValueTask RecountAsync(NodeId node)
    {
        // Upwards one by one, each from what is directly below it; a tree that runs in a circle ends where it began.
        var done = new HashSet<string>();
        for (var id = node.ToString(); id is not null && done.Add(id); id = ParentOf(id))
        {
            transaction.Execute(
                """
                UPDATE nodes SET size = counted, etag = iif(kind = 'folder', $etag, etag)
                FROM (SELECT ifnull(CASE (SELECT kind FROM nodes WHERE id = $id)
                  WHEN 'file' THEN (SELECT revisions.size FROM revisions JOIN nodes ON nodes.revision_id = revisions.id WHERE nodes.id = $id)
                  ELSE (SELECT sum(size) FROM nodes WHERE parent_id = $id) END, 0) AS counted)
                WHERE id = $id AND size <> counted
                """,
                ("$id", id), ("$etag", ETag.New()));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IntegrityPage<HoldingSession>> ListHoldingSessionsAsync(string? after, int limit) => Page(
        "uploads", "*", $"NOT {UnderWay} AND reserved <> 0",
        row => new HoldingSession(row.Upload("id")!.Value, row.Space("space_id"), row.Number("reserved")!.Value), after, limit);

    public ValueTask<IReadOnlyList<MiscountedSpace>> ListMiscountedSpacesAsync() => new(
        transaction.All(
            $"SELECT * FROM ({Counts}) WHERE used <> counted_used OR reserved <> counted_reserved OR files <> counted_files",
            row => new MiscountedSpace(
                row.Space("id"),
                new SpaceCount(row.Number("used")!.Value, row.Number("reserved")!.Value, row.Number("files")!.Value),
                new SpaceCount(row.Number("counted_used")!.Value, row.Number("counted_reserved")!.Value, row.Number("counted_files")!.Value))));

    public ValueTask RecountAsync(SpaceId space)
    {
        transaction.Execute(
            $"UPDATE spaces SET used = counted_used, reserved = counted_reserved, files = counted_files FROM ({Counts} WHERE spaces.id = $id) AS c WHERE spaces.id = $id",
            ("$id", space.ToString()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<Place> LocateAsync(NodeId node)
    {
        var names = transaction.All(
            """
            WITH RECURSIVE above (id, parent_id, space_id, name, depth) AS (
              SELECT id, parent_id, space_id, name, 0 FROM nodes WHERE id = $id
              UNION ALL
              SELECT nodes.id, nodes.parent_id, nodes.space_id, nodes.name, depth + 1 FROM nodes JOIN above ON nodes.id = above.parent_id
              WHERE depth < 10000)
            SELECT above.name, above.space_id, spaces.name AS space_name, spaces.root_id = above.id AS is_root
            FROM above LEFT JOIN spaces ON spaces.id = above.space_id ORDER BY depth DESC
            """,
            row => (Name: row.Text("name")!, Space: row.Space("space_id"), SpaceName: row.Text("space_name"), IsRoot: row.Number("is_root") == 1),
            ("$id", node.ToString()));
        return new(names switch
        {
            [] => Place.Nowhere,
            [{ IsRoot: true } root, .. var below] => new Place(root.Space, root.SpaceName, "/" + string.Join('/', below.Select(name => name.Name))),
            [.., var itself] => new Place(itself.Space, itself.SpaceName, null),
        });
    }

    public ValueTask<Place> LocateAsync(SpaceId space) => new(
        transaction.First("SELECT name FROM spaces WHERE id = $id", row => new Place(space, row.Text("name"), "/"), ("$id", space.ToString()))
        ?? new Place(space, null, null));

    private string? ParentOf(string node) => transaction.First("SELECT parent_id FROM nodes WHERE id = $id", row => row.Text("parent_id"), ("$id", node));

    /// <summary>Looks at the next rows of a table, called <c>it</c>, and reads those that are <paramref name="wrong"/>.</summary>
    private ValueTask<IntegrityPage<T>> Page<T>(string table, string columns, string wrong, Func<SqliteDataReader, T> read, string? after, int limit)
    {
        var from = after ?? "";
        var last = transaction.First(
            $"SELECT max(id) AS last, count(*) AS rows FROM (SELECT id FROM {table} WHERE id > $after ORDER BY id LIMIT $limit)",
            row => (Id: row.Text("last"), Rows: row.Number("rows")), ("$after", from), ("$limit", limit));
        if (last.Id is null)
        {
            return new(new IntegrityPage<T>([], null));
        }

        var found = transaction.All(
            $"SELECT {columns} FROM {table} AS it WHERE id > $after AND id <= $last AND ({wrong})", read, ("$after", from), ("$last", last.Id));
        return new(new IntegrityPage<T>(found, last.Rows < limit ? null : last.Id));
    }

    private static UnattachedNode ReadUnattached(SqliteDataReader row) => new(
        row.Node("id")!.Value, row.Space("space_id"), row.Number("size")!.Value, row.Enum<UnattachedReason>("reason"));
}
