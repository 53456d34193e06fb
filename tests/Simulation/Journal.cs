using UploadProcessing.Contracts;

namespace Simulation;

/// <summary>What a client knows of its request when it ends.</summary>
internal enum Answer
{
    /// <summary>Nothing: the connection ended. It may have happened, and it may yet happen.</summary>
    None,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was refused: it must have had no effect.</summary>
    Refused,
}

/// <summary>One upload or removal as its client saw it; times are the numbers of turns.</summary>
internal sealed record Entry(string Name, byte[]? Content, int Begun)
{
    /// <summary>Known once the session is.</summary>
    public UploadId? Upload { get; set; }

    public Answer Answer { get; set; }

    /// <summary>When the answer came; never, when none did.</summary>
    public int Ended { get; set; } = int.MaxValue;

    public bool IsRemoval => Content is null;
}

/// <summary>The simple model: all that the clients were told.</summary>
internal sealed class Journal
{
    private readonly List<Entry> _entries = [];

    public IReadOnlyList<Entry> Entries => _entries;

    public Entry Begin(string name, byte[]? content, int now)
    {
        var entry = new Entry(name, content, now);
        _entries.Add(entry);
        return entry;
    }

    /// <summary>The entries whose outcome a name may show: those that were not refused, and that nothing acknowledged came after.</summary>
    public IReadOnlyList<Entry> Possible(string name)
    {
        var happened = _entries.Where(entry => entry.Name == name && entry.Answer is not Answer.Refused).ToList();
        return [.. happened.Where(entry => !happened.Any(later => later.Answer is Answer.Done && later.Begun > entry.Ended))];
    }

    /// <summary>Whether the name may be missing: nothing was acknowledged since it was, or a removal may have come last.</summary>
    public bool MayBeMissing(string name) =>
        Possible(name).Any(entry => entry.IsRemoval)
        || !_entries.Any(entry => entry.Name == name && entry is { IsRemoval: false, Answer: Answer.Done });
}
