namespace UploadProcessing.Sequences.Building;

/// <summary>A message that still looks for its place.</summary>
internal sealed class Arrow(string from, string to, string label, MessageKind kind, DateTimeOffset time, Span told)
{
    /// <summary>When it was sent, by the aligned clocks.</summary>
    public DateTimeOffset Time { get; } = time;

    /// <summary>What must have been sent before.</summary>
    public HashSet<Arrow> After { get; } = [];

    /// <summary>Of an answer: since when it was waited for.</summary>
    public DateTimeOffset? Asked { get; init; }

    public bool Failed { get; init; }

    /// <summary>Of a request or an event that was tried before.</summary>
    public string? Repetition { get; init; }

    public Message ToMessage() => new(0, from, to, label, kind) { Span = told, At = Time, Took = Time - Asked, Failed = Failed, Repetition = Repetition };
}
