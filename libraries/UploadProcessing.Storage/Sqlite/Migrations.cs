using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace UploadProcessing.Storage.Sqlite;

/// <summary>Brings a database to this build's version: <c>Migrations/{number}-{what}.sql</c> in order, each once, in one transaction.</summary>
internal static class Migrations
{
    public static void Apply(SqliteConnection connection, string path, ILogger logger)
    {
        // Immediate, before looking: of several processes that start at once, one migrates and the others find it done.
        using var transaction = connection.BeginTransaction(deferred: false);
        var scripts = Scripts();
        var found = Version(connection, transaction);
        if (found > scripts.Count)
        {
            throw new InvalidOperationException(
                $"The database {path} is of version {found}, made by a newer build; this one knows {scripts.Count}. Start the newer build.");
        }

        foreach (var script in scripts.Skip((int)found))
        {
            Execute(connection, transaction, script);
        }

        Execute(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {scripts.Count}"));
        transaction.Commit();
        if (found < scripts.Count)
        {
            logger.DatabaseMigrated(path, found, scripts.Count);
        }
    }

    private static List<string> Scripts()
    {
        var assembly = typeof(Migrations).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            })];
    }

    private static long Version(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The text is this assembly's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
