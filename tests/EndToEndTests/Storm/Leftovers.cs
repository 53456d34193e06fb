using Microsoft.Data.Sqlite;

namespace EndToEndTests.Storm;

/// <summary>What the kills left behind, which fsck has no quarrel with: the sweeps must remove all of it.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly (string What, string Rows)[] Rules =
    [
        ("a removed node that is not collected", "SELECT node_id FROM detached"),
        ("an upload that is under way for ever", "SELECT id FROM uploads WHERE state IN ('receiving', 'processing')"),
        ("a space with bytes reserved for nobody", "SELECT id FROM spaces WHERE reserved <> 0"),
    ];

    /// <summary>Waits until nothing is left.</summary>
    public static async Task GoAsync(string dataRoot, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        await Eventually.TrueAsync(
            async () =>
            {
                left = await FindAsync(dataRoot, cancellationToken);
                return left.Count == 0;
            },
            Patience, () => string.Join('\n', left));
    }

    private static async Task<List<string>> FindAsync(string dataRoot, CancellationToken cancellationToken)
    {
        await using var connection = await MetadataFile.OpenAsync(dataRoot, cancellationToken);
        var left = new List<string>();
        foreach (var (what, rows) in Rules)
        {
            left.AddRange((await ReadAsync(connection, rows, cancellationToken)).Select(id => $"{what}: {id}"));
        }

        var revisions = await ReadAsync(connection, "SELECT id FROM revisions", cancellationToken);
        left.AddRange(Directory.EnumerateFiles(Path.Combine(dataRoot, "storage", "blobs"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file).Length == 0 && !revisions.Contains(Path.GetFileName(file)))
            .Select(file => $"a blob without a revision: {file}"));
        return left;
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
