using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace UploadProcessing.Storage.Sqlite;

/// <summary>A copy of a database in one file, that nobody else has open.</summary>
internal sealed class SqliteCopy : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;

    private SqliteCopy(SqliteConnection connection)
    {
        _connection = connection;
        _statements = new SqliteStatements(connection);
    }

    /// <summary>Copies a database as it is in one instant, while others go on reading and writing it, and brings the copy to this build's version.</summary>
    public static SqliteCopy Make(string source, string target, ILogger logger)
    {
        using var original = Open(source, SqliteOpenMode.ReadWrite);
        var copy = Open(target, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // The online backup API, in one step: one read transaction, so one instant; writers go on beside it, in the WAL.
            original.BackupDatabase(copy);
            // A copy is one file: no WAL that could be left behind.
            using var command = copy.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;";
            command.ExecuteNonQuery();
            Migrations.Apply(copy, target, logger);
            return new SqliteCopy(copy);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Runs a transaction.</summary>
    public async ValueTask<T> RunAsync<T>(Func<IMetadataTransaction, ValueTask<T>> work)
    {
        using var transaction = _connection.BeginTransaction(deferred: true);
        var result = await work(new SqliteMetadataTransaction(_statements, transaction));
        transaction.Commit();
        return result;
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}
