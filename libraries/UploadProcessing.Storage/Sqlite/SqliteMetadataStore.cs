using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Storage.Files;

namespace UploadProcessing.Storage.Sqlite;

/// <summary>The metadata store in one SQLite file (WAL, synchronous FULL), shared by the processes of one machine.</summary>
/// <remarks>Writes of all callers queue for one thread, which commits those that wait together in one transaction: one fsync for many.</remarks>
public sealed class SqliteMetadataStore : IMetadataStore, IAsyncDisposable
{
    private const int LargestGroup = 256;

    private readonly string _connectionString;
    private readonly Channel<GroupedWrite> _queue = Channel.CreateBounded<GroupedWrite>(
        new BoundedChannelOptions(4 * LargestGroup) { SingleReader = true });
    private readonly SqliteConnection _writerConnection;
    private readonly SqliteStatements _writerStatements;
    private readonly Turnstile _turnstile;
    private readonly Thread _writer;

    /// <summary>The database's file in a data root.</summary>
    public static string PathIn(string dataRoot) => Path.Combine(dataRoot, "metadata.db");

    /// <summary>Opens the database, making or migrating it first.</summary>
    internal SqliteMetadataStore(IOptions<StorageOptions> options, IFileSystem files, ILogger<SqliteMetadataStore> logger)
    {
        var folder = Folder.Create(files, options.Value.DataRoot);
        var path = PathIn(folder);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ToString();
        _writerConnection = Open();
        Migrations.Apply(_writerConnection, path, logger);
        _writerStatements = new SqliteStatements(_writerConnection);
        _turnstile = new Turnstile(path, files.UsesLinuxCalls);
        files.FlushFolder(folder);

        // A thread of its own: it spends its time in fsync, and must not wait for a free one to get there.
        _writer = new Thread(WriteGroups) { IsBackground = true, Name = "metadata writer" };
        _writer.Start();
    }

    /// <summary>False only in the benchmark that shows what the turns are for.</summary>
    internal bool InTurns { get; set; } = true;

    /// <inheritdoc/>
    public async ValueTask<T> ReadAsync<T>(Func<IMetadataTransaction, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Open();
        using var statements = new SqliteStatements(connection);
        using var transaction = connection.BeginTransaction(deferred: true);
        return await read(new SqliteMetadataTransaction(statements, transaction));
    }

    /// <inheritdoc/>
    public async ValueTask<T> WriteAsync<T>(Func<IMetadataTransaction, ValueTask<T>> write, CancellationToken cancellationToken)
    {
        var queued = new GroupedWrite<T>(write, cancellationToken);
        await _queue.Writer.WriteAsync(queued, cancellationToken);
        return await queued.Result;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // What is queued is still written: its callers are waiting for an answer.
        _queue.Writer.TryComplete();
        _writer.Join();
        _writerStatements.Dispose();
        _writerConnection.Dispose();
        // The readers' connections, which wait in a pool: nothing of this store stays open.
        SqliteConnection.ClearPool(_writerConnection);
        _turnstile.Dispose();
        return ValueTask.CompletedTask;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        // FULL: a commit is on disk before it returns. The busy time-out covers the other processes' commits, which take milliseconds.
        pragmas.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 20000; PRAGMA cache_size = -16000;";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    private void WriteGroups()
    {
        var group = new List<GroupedWrite>(LargestGroup);
        while (Next() is { } first)
        {
            group.Clear();
            group.Add(first);
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var more))
            {
                group.Add(more);
            }

            WriteGroup(group);
        }
    }

    private GroupedWrite? Next()
    {
        while (true)
        {
            if (_queue.Reader.TryRead(out var write))
            {
                return write;
            }

            // This thread has nothing else to do than to wait for work.
            if (!_queue.Reader.WaitToReadAsync().AsTask().Result)
            {
                return null;
            }
        }
    }

    private void WriteGroup(List<GroupedWrite> group)
    {
        try
        {
            CommitInTurn(group);
        }
#pragma warning disable CA1031 // Whatever stopped the commit, all who wait for it must hear of it; the thread goes on with the next group.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            group.ForEach(write => write.Fail(exception));
            return;
        }

        group.ForEach(write => write.Complete());
    }

    private void CommitInTurn(List<GroupedWrite> group)
    {
        if (!InTurns)
        {
            Commit(group);
            return;
        }

        _turnstile.Enter();
        try
        {
            Commit(group);
        }
        finally
        {
            _turnstile.Leave();
        }
    }

    private void Commit(List<GroupedWrite> group)
    {
        // Immediate: a transaction that reads first and then finds the database changed could only fail. Automatic checkpoints run inside
        // the commit, and so inside the turn.
        using var transaction = _writerConnection.BeginTransaction(deferred: false);
        var session = new SqliteMetadataTransaction(_writerStatements, transaction);
        foreach (var write in group)
        {
            transaction.Save("one");
            if (!write.Run(session))
            {
                transaction.Rollback("one");
            }

            transaction.Release("one");
        }

        transaction.Commit();
    }
}
