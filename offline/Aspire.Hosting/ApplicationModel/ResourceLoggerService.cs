namespace Aspire.Hosting.ApplicationModel;

/// <summary>What every resource has written: the newest lines of it.</summary>
public class ResourceLoggerService
{
    /// <summary>Per resource; the packages keep as many.</summary>
    private const int KeptLines = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Backlog> _backlogs = new(StringComparer.OrdinalIgnoreCase);

    internal ResourceLoggerService()
    {
    }

    /// <summary>What has been written so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(resource.Name);

    /// <summary>What has been written so far.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        IReadOnlyList<LogLine> lines;
        lock (_gate)
        {
            lines = _backlogs.TryGetValue(resourceName, out var backlog) ? [.. backlog.Lines] : [];
        }

        await Task.CompletedTask.ConfigureAwait(false);
        if (lines.Count > 0)
        {
            yield return lines;
        }
    }

    internal void Add(string resourceName, string line, bool isError)
    {
        lock (_gate)
        {
            if (!_backlogs.TryGetValue(resourceName, out var backlog))
            {
                _backlogs[resourceName] = backlog = new Backlog();
            }

            backlog.Lines.Enqueue(new LogLine(++backlog.Written, line, isError));
            if (backlog.Lines.Count > KeptLines)
            {
                backlog.Lines.Dequeue();
            }
        }
    }

    private sealed class Backlog
    {
        public Queue<LogLine> Lines { get; } = new();

        public int Written { get; set; }
    }
}

/// <summary>A line of a resource's output.</summary>
/// <param name="LineNumber">From 1, counted on when the resource is started again.</param>
/// <param name="Content">Without its end.</param>
/// <param name="IsErrorMessage">Written to standard error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
