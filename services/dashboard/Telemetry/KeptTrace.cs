using UploadProcessing.Sequences;

namespace UploadProcessing.Dashboard.Telemetry;

/// <summary>The spans of one trace, by their ids: an exporter that repeats one has sent it once.</summary>
internal sealed class KeptTrace(string id, string owner)
{
    private readonly Dictionary<string, Span> _spans = new(StringComparer.Ordinal);

    public string Id => id;

    /// <summary>The participant that told of it first.</summary>
    public string Owner => owner;

    /// <summary>What its spans take of the memory.</summary>
    public long Bytes { get; private set; }

    public int Count => _spans.Count;

    public DateTimeOffset Start { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>What is open is replaced by what has ended, and not the other way round: they come by different ways.</summary>
    public void Put(Span span)
    {
        _spans.TryGetValue(span.SpanId, out var known);
        if (known is null || known.IsOpen || !span.IsOpen)
        {
            _spans[span.SpanId] = span;
            Bytes += Footprint.Of(span) - (known is null ? 0 : Footprint.Of(known));
        }

        if (span.Start < Start)
        {
            Start = span.Start;
        }
    }

    public IReadOnlyList<Span> Spans() => [.. _spans.Values];
}
