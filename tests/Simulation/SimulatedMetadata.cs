using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Sqlite;

namespace Simulation;

/// <summary>The database that all processes share: the real tables and statements, in memory.</summary>
internal sealed class SimulatedDatabase : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteStatements _statements;
    private readonly HashSet<UploadId> _committed = [];

    public SimulatedDatabase()
    {
        _connection.Open();
        Migrations.Apply(_connection, ":memory:", NullLogger.Instance);
        _statements = new SqliteStatements(_connection);
    }

    /// <summary>Every upload that has ever been a revision, by what transactions left: not by what anybody says.</summary>
    public IReadOnlySet<UploadId> Committed => _committed;

    /// <summary>Runs a transaction at once; what it commits stays, as it would on a disk that was synced.</summary>
    public T Run<T>(Func<IMetadataTransaction, ValueTask<T>> work)
    {
        using var transaction = _connection.BeginTransaction();
        var running = work(new SqliteMetadataTransaction(_statements, transaction)).AsTask();
        Assert.True(running.IsCompleted, "A transaction waited for something else.");
        var result = running.Result;
        transaction.Commit();
        return result;
    }

    /// <summary>Looks at what a commit has left.</summary>
    public void Note()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT id FROM revisions";
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            _committed.Add(UploadId.Parse(row.GetString(0)));
        }
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }
}

/// <summary>The database as one process sees it: it may be killed before a transaction, or after the commit but before it hears of it.</summary>
internal sealed class SimulatedMetadata(SimulatedDatabase database, Turns turns, SimulatedProcess process) : IMetadataStore
{
    public async ValueTask<T> ReadAsync<T>(Func<IMetadataTransaction, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(process);
        cancellationToken.ThrowIfCancellationRequested();
        return database.Run(read);
    }

    public async ValueTask<T> WriteAsync<T>(Func<IMetadataTransaction, ValueTask<T>> write, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(process);
        cancellationToken.ThrowIfCancellationRequested();
        var result = database.Run(write);
        database.Note();
        await turns.WaitAsync(process);
        return result;
    }
}
