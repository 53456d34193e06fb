using UploadProcessing.Sequences;

namespace UploadProcessing.Dashboard.Telemetry;

/// <summary>The spans of one trace, by their ids: an exporter that repeats one has sent it once.</summary>
internal sealed class KeptTrace(string id)
{
    private readonly Dictionary<string, Span> _spans = new(StringComparer.Ordinal);

    public string Id => id;

    public int Count => _spans.Count;

    public DateTimeOffset Start { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>What is open is replaced by what has ended, and not the other way round: they come by different ways.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Put(Span span)
    {
        var isNew = !_spans.TryGetValue(span.SpanId, out var known);
        if (isNew || known!.IsOpen || !span.IsOpen)
        {
            _spans[span.SpanId] = span;
        }

        if (span.Start < Start)
        {
            Start = span.Start;
        }

        return isNew;
    }

    public IReadOnlyList<Span> Spans() => [.. _spans.Values];
}
