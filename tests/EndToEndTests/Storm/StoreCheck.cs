using Microsoft.Data.Sqlite;

namespace EndToEndTests.Storm;

/// <summary>Whether a store agrees with itself, once the sweeps have been through: tree, revisions, quotas, sessions and blobs.</summary>
internal static class StoreCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Each names what is wrong; a sound store has no row in any of them.
    private static readonly (string What, string Rows)[] Rules =
    [
        ("a node whose folder is gone or of another space",
            """
            SELECT id FROM nodes WHERE parent_id IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM nodes AS folder WHERE folder.id = nodes.parent_id AND folder.kind = 'folder' AND folder.space_id = nodes.space_id)
            """),
        ("a node that is in no space, or a removed one that is not collected",
            """
            WITH RECURSIVE tree (id) AS (
              SELECT root_id FROM spaces UNION ALL SELECT nodes.id FROM nodes JOIN tree ON nodes.parent_id = tree.id)
            SELECT id FROM nodes WHERE id NOT IN (SELECT id FROM tree)
            """),
        ("a folder whose size is not that of what is in it",
            "SELECT id FROM nodes WHERE kind = 'folder' AND size <> (SELECT coalesce(sum(child.size), 0) FROM nodes AS child WHERE child.parent_id = nodes.id)"),
        ("a file that does not show its newest revision",
            """
            SELECT id FROM nodes WHERE kind = 'file' AND NOT EXISTS (
              SELECT 1 FROM revisions WHERE revisions.id = nodes.revision_id AND revisions.node_id = nodes.id AND revisions.size = nodes.size
                AND revisions.created_at = (SELECT max(created_at) FROM revisions AS all_of_it WHERE all_of_it.node_id = nodes.id))
            """),
        ("a file with more revisions than are kept", "SELECT node_id FROM revisions GROUP BY node_id HAVING count(*) > 10"),
        ("a revision of no file", "SELECT id FROM revisions WHERE node_id NOT IN (SELECT id FROM nodes WHERE kind = 'file')"),
        ("a space that counts other bytes than its revisions have",
            "SELECT id FROM spaces WHERE used <> (SELECT coalesce(sum(size), 0) FROM revisions WHERE space_id = spaces.id)"),
        ("a space that counts other files than it has",
            "SELECT id FROM spaces WHERE files <> (SELECT count(*) FROM nodes WHERE space_id = spaces.id AND id <> root_id)"),
        ("a space with bytes reserved for nobody", "SELECT id FROM spaces WHERE reserved <> 0"),
        ("an upload that is under way for ever", "SELECT id FROM uploads WHERE state IN ('receiving', 'processing')"),
    ];

    public static async Task IsSoundAsync(string dataRoot, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        await Eventually.TrueAsync(
            async () =>
            {
                problems = await ProblemsAsync(dataRoot, cancellationToken);
                return problems.Count == 0;
            },
            Patience, () => string.Join('\n', problems));
    }

    private static async Task<List<string>> ProblemsAsync(string dataRoot, CancellationToken cancellationToken)
    {
        await using var connection = await MetadataFile.OpenAsync(dataRoot, cancellationToken);
        var problems = new List<string>();
        foreach (var (what, rows) in Rules)
        {
            problems.AddRange((await ReadAsync(connection, rows, cancellationToken)).Select(id => $"{what}: {id}"));
        }

        var revisions = await ReadAsync(connection, "SELECT id || ' of ' || size FROM revisions", cancellationToken);
        var blobs = Directory.EnumerateFiles(Path.Combine(dataRoot, "storage", "blobs"), "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .Select(file => new FileInfo(file))
            .Where(file => file.Exists)     // a sweep may have been quicker
            .Select(file => $"{file.Name} of {file.Length}").ToHashSet();
        problems.AddRange(revisions.Except(blobs).Select(one => $"a revision without its blob: {one}"));
        problems.AddRange(blobs.Except(revisions).Select(one => $"a blob without a revision: {one}"));
        return problems;
    }

    private static async Task<HashSet<string>> ReadAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is this class's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var found = new HashSet<string>();
        while (await row.ReadAsync(cancellationToken))
        {
            found.Add(row.GetString(0));
        }

        return found;
    }
}
