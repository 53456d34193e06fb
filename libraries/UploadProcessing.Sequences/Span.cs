namespace UploadProcessing.Sequences;

/// <summary>One span of a trace, as any exporter or collector can supply it.</summary>
public sealed record Span
{
    /// <summary>The trace, in the exporter's notation (usually 32 hexadecimal digits).</summary>
    public required string TraceId { get; init; }

    /// <summary>The span within its trace.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span that caused this one; null or empty for a root.</summary>
    public string? ParentSpanId { get; init; }

    /// <summary>The span's name; only shown where attributes say nothing better.</summary>
    public required string Name { get; init; }

    /// <summary>The side of a conversation that was recorded.</summary>
    public SpanKind Kind { get; init; }

    /// <summary>Who recorded it: the resource attribute <c>service.name</c>.</summary>
    public required string Participant { get; init; }

    /// <summary>Which replica of the participant (<c>service.instance.id</c>); replicas may disagree about the time.</summary>
    public string? Instance { get; init; }

    /// <summary>When it began, by the participant's own clock.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it ended, by the participant's own clock.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Whether it has not ended yet; its end is its start then, and of a call only the request is drawn.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether it succeeded.</summary>
    public SpanStatus Status { get; init; }

    /// <summary>Its attributes, values as invariant text.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Other spans it refers to, for example the messages of a batch.</summary>
    public IReadOnlyList<SpanLink> Links { get; init; } = [];

    /// <summary>The value of an attribute, or null.</summary>
    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);
}
