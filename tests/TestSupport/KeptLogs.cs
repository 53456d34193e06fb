using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace UploadProcessing.TestSupport;

/// <summary>Keeps what is logged, with its fields.</summary>
public sealed class KeptLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<KeptLog> _logs = new();

    /// <summary>What a category has logged so far.</summary>
    public IReadOnlyList<KeptLog> Of(string category) => [.. _logs.Where(log => log.Category == category)];

    /// <summary>What all of them have.</summary>
    public IReadOnlyList<KeptLog> All => [.. _logs];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _logs);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<KeptLog> logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logs.Enqueue(new KeptLog(
                category, logLevel, $"{formatter(state, exception)} {exception}".TrimEnd(),
                (state as IReadOnlyList<KeyValuePair<string, object?>>)?.ToDictionary(field => field.Key, field => field.Value) ?? []));
    }
}

/// <summary>One line of a log.</summary>
public sealed record KeptLog(string Category, LogLevel Level, string Message, IReadOnlyDictionary<string, object?> Fields)
{
    /// <summary>A field's text.</summary>
    public string? Field(string name) => Fields.GetValueOrDefault(name) as string;
}
