namespace UploadProcessing.Sequences;

/// <summary>Picks from a heap of spans those that belong to one story.</summary>
public static class Traces
{
    /// <summary>All spans of every trace in which some span carries <paramref name="attribute"/> with <paramref name="value"/>.</summary>
    /// <remarks>For settings in which each request starts a trace of its own and only an id such as <c>upload.id</c> joins them.</remarks>
    public static IReadOnlyList<Span> WithAttribute(IEnumerable<Span> spans, string attribute, string value)
    {
        var all = spans.ToList();
        var traces = all.Where(span => span.Attribute(attribute) == value).Select(span => span.TraceId).ToHashSet();
        return [.. all.Where(span => traces.Contains(span.TraceId))];
    }
}
