using Microsoft.Data.Sqlite;
using UploadProcessing.Storage.Backups;
using UploadProcessing.Storage.Credentials;
using UploadProcessing.Storage.History;
using UploadProcessing.Storage.Integrity;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Outbox;
using UploadProcessing.Storage.Rescans;
using UploadProcessing.Storage.Scrubbing;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Sqlite;

/// <summary>One transaction of one connection. SQLite never waits for anything but the disk, so every call completes before it returns.</summary>
internal sealed class SqliteMetadataTransaction : IMetadataTransaction
{
    private readonly SqliteStatements _statements;
    private readonly SqliteTransaction _transaction;

    public SqliteMetadataTransaction(SqliteStatements statements, SqliteTransaction transaction)
    {
        _statements = statements;
        _transaction = transaction;
        Spaces = new SqliteSpaceStore(this);
        Nodes = new SqliteNodeStore(this);
        var history = new SqliteHistoryStore(this);
        History = history;
        Uploads = new SqliteUploadStore(this, history);
        AppPasswords = new SqliteAppPasswordStore(this);
        Outbox = new SqliteOutbox(this);
        Holds = new SqliteBlobHolds(this);
        Rescans = new SqliteRescanStore(this);
        Integrity = new SqliteIntegrityStore(this);
        Scrubbing = new SqliteScrubLog(this);
    }

    public ISpaceStore Spaces { get; }

    public INodeStore Nodes { get; }

    public IUploadStore Uploads { get; }

    public IHistoryStore History { get; }

    public IAppPasswordStore AppPasswords { get; }

    public IOutbox Outbox { get; }

    public IBlobHolds Holds { get; }

    public IRescanStore Rescans { get; }

    public IIntegrityStore Integrity { get; }

    public IScrubLog Scrubbing { get; }

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        return Command(sql, parameters).ExecuteNonQuery();
    }

    /// <summary>The first row, read; default when there is none.</summary>
    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Command(sql, parameters).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>All rows, read.</summary>
    public List<T> All<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Command(sql, parameters).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = _statements.Get(sql, _transaction);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
