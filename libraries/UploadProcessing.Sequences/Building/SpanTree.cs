using UploadProcessing.Sequences.Labels;

namespace UploadProcessing.Sequences.Building;

/// <summary>Who caused whom; internal spans and the brokers' plumbing are bridged.</summary>
internal sealed class SpanTree
{
    private readonly Dictionary<(string Trace, string Span), Span> _spans = [];

    // Messages, by who got them, about whose processing there is a span.
    private readonly HashSet<(string Trace, string? Parent, string Participant)> _processed;

    public SpanTree(IReadOnlyList<Span> spans)
    {
        foreach (var span in spans)
        {
            // An exporter that retries may deliver a span twice.
            _spans.TryAdd((span.TraceId, span.SpanId), span);
        }

        _processed = [.. _spans.Values.Where(EventLabels.IsProcessing).Select(Getter)];
        Spans = [.. _spans.Values.OrderBy(span => span.Start)];
        Calls = Keyed(Spans.Where(span => span.Kind == SpanKind.Server), CallerOf);
        Deliveries = Keyed(Spans.Where(IsOutermostConsumer), Emission);
        Emissions = [.. Spans.Where(IsOutermostProducer)];
    }

    /// <summary>All spans, oldest first.</summary>
    public IReadOnlyList<Span> Spans { get; }

    /// <summary>Every server span with the client span that called it; null when the caller recorded nothing.</summary>
    public IReadOnlyDictionary<Span, Span?> Calls { get; }

    /// <summary>Every message a participant got, with the span that sent it; null when that is missing.</summary>
    public IReadOnlyDictionary<Span, Span?> Deliveries { get; }

    /// <summary>Every message a participant sent.</summary>
    public IReadOnlyList<Span> Emissions { get; }

    public static bool HasParent(Span span) => !string.IsNullOrEmpty(span.ParentSpanId);

    public Span? Parent(Span span) => HasParent(span) ? _spans.GetValueOrDefault((span.TraceId, span.ParentSpanId!)) : null;

    /// <summary>The nearest span above that is an end of a conversation.</summary>
    public Span? Above(Span span) => Ancestors(span).FirstOrDefault(IsEnd);

    /// <summary>The request or event within which <paramref name="span"/> happened.</summary>
    public Span? Scope(Span span) => Ancestors(span).FirstOrDefault(above => Calls.ContainsKey(above) || Deliveries.ContainsKey(above));

    private IEnumerable<Span> Ancestors(Span span)
    {
        // A trace is a tree, but what arrives from elsewhere may be anything: a circle ends where it began.
        var seen = new HashSet<Span>(ReferenceEqualityComparer.Instance) { span };
        for (var above = Parent(span); above is not null && seen.Add(above); above = Parent(above))
        {
            yield return above;
        }
    }

    private Span? CallerOf(Span server) => Above(server) is { Kind: SpanKind.Client } client ? client : null;

    private static Dictionary<Span, Span?> Keyed(IEnumerable<Span> spans, Func<Span, Span?> other)
    {
        var pairs = new Dictionary<Span, Span?>(ReferenceEqualityComparer.Instance);
        foreach (var span in spans)
        {
            pairs[span] = other(span);
        }

        return pairs;
    }

    /// <summary>A broker's library records its own span within the one of whoever uses it; they are one arrow.</summary>
    private bool IsOutermostProducer(Span span) =>
        span.Kind == SpanKind.Producer && !EventLabels.IsPlumbing(span)
        && !(Above(span) is { Kind: SpanKind.Producer } above && above.Participant == span.Participant);

    /// <remarks>Or beside it: that a message was received and that it was processed may be two spans of one parent.</remarks>
    private bool IsOutermostConsumer(Span span) =>
        span.Kind == SpanKind.Consumer && !EventLabels.IsPlumbing(span)
        && (EventLabels.IsProcessing(span) || !HasParent(span) || !_processed.Contains(Getter(span)))
        && !(Above(span) is { Kind: SpanKind.Consumer } above && above.Participant == span.Participant);

    private static (string Trace, string? Parent, string Participant) Getter(Span span) => (span.TraceId, span.ParentSpanId, span.Participant);

    private Span? Emission(Span consumer)
    {
        var producer = Ancestors(consumer).TakeWhile(span => !IsEnd(span) || span.Kind == SpanKind.Producer).LastOrDefault(IsEnd);
        return producer ?? consumer.Links
            .Select(link => _spans.GetValueOrDefault((link.TraceId, link.SpanId)))
            .FirstOrDefault(span => span?.Kind == SpanKind.Producer);
    }

    private static bool IsEnd(Span span) => span.Kind != SpanKind.Internal && !EventLabels.IsPlumbing(span);
}
