using Microsoft.Data.Sqlite;

namespace EndToEndTests;

/// <summary>Looks into the topology's database, beside the services that use it: what no request tells.</summary>
internal static class MetadataFile
{
    /// <summary>The revisions of the file of that name, in the order of their commits.</summary>
    public static async Task<IReadOnlyList<(string ETag, long Size)>> RevisionsAsync(string dataRoot, string name, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(dataRoot, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT revisions.id, revisions.size FROM revisions JOIN nodes ON nodes.id = revisions.node_id
            WHERE nodes.name = $name AND nodes.parent_id IS NOT NULL
            ORDER BY revisions.created_at, revisions.id = nodes.revision_id
            """;
        command.Parameters.AddWithValue("$name", name);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var revisions = new List<(string, long)>();
        while (await row.ReadAsync(cancellationToken))
        {
            revisions.Add(($"\"{row.GetString(0).Replace("-", "", StringComparison.Ordinal)}\"", row.GetInt64(1)));
        }

        return revisions;
    }

    /// <summary>Reads only, and gives the connection back at once: the services lose nothing by it.</summary>
    public static async Task<SqliteConnection> OpenAsync(string dataRoot, CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataRoot, "storage", "metadata.db"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        var connection = new SqliteConnection(file.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
