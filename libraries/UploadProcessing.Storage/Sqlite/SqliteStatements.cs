using Microsoft.Data.Sqlite;

namespace UploadProcessing.Storage.Sqlite;

/// <summary>The statements of one connection, each prepared once rather than at every call.</summary>
/// <remarks>Texts are this assembly's own and few. A statement is used by one caller at a time, who has read its rows before it is used again.</remarks>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>The statement of that text, without parameters yet.</summary>
    public SqliteCommand Get(string sql, SqliteTransaction transaction)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is this assembly's own.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.Transaction = transaction;
            command.Prepare();
            _commands.Add(sql, command);
        }

        command.Transaction = transaction;
        command.Parameters.Clear();
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }
    }
}
