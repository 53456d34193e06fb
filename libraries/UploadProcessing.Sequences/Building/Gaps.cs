using UploadProcessing.Sequences.Labels;

namespace UploadProcessing.Sequences.Building;

/// <summary>What a trace lacks: sentences that say which span is missing and who would have recorded it.</summary>
internal static class Gaps
{
    public static IEnumerable<string> Of(SpanTree tree)
    {
        if (tree.Spans.Count == 0)
        {
            yield return "The trace has no spans.";
        }

        foreach (var span in tree.Spans.Where(span => SpanTree.HasParent(span) && tree.Parent(span) is null && !IsEntry(tree, span)))
        {
            yield return $"The parent {span.ParentSpanId} of {Describe(span)} is missing.";
        }

        foreach (var span in tree.Spans.Where(span => span.IsOpen))
        {
            yield return $"{Describe(span)} has not ended.";
        }

        foreach (var client in UnansweredCalls(tree).Where(span => !span.IsOpen && span.Attribute(AttributeNames.PeerService) is null))
        {
            yield return $"Nobody recorded answering {Describe(client)}.";
        }

        foreach (var server in tree.Calls.Keys.Where(server => !server.IsOpen && CallLabels.Response(server) is null))
        {
            yield return $"{Describe(server)} does not say how it ended.";
        }

        foreach (var (consumer, _) in tree.Deliveries.Where(pair => pair.Value is null && !SpanTree.HasParent(pair.Key)))
        {
            yield return $"Nobody recorded emitting what {Describe(consumer)} got.";
        }
    }

    /// <summary>Calls of which only the calling side is there; of nested client spans (a retry around HTTP) only the inner one counts.</summary>
    public static IEnumerable<Span> UnansweredCalls(SpanTree tree)
    {
        var answered = new HashSet<Span>(ReferenceEqualityComparer.Instance);
        foreach (var span in tree.Spans.Where(span => span.Kind is SpanKind.Client or SpanKind.Server))
        {
            for (var above = tree.Above(span); above?.Kind == SpanKind.Client && answered.Add(above);)
            {
                above = tree.Above(above);
            }
        }

        return tree.Spans.Where(span => span.Kind == SpanKind.Client && CallLabels.IsCall(span) && !answered.Contains(span));
    }

    /// <summary>A caller that traces but exports nothing here leaves one request without parent: the first of its trace, and the only one.</summary>
    private static bool IsEntry(SpanTree tree, Span span) =>
        span.Kind == SpanKind.Server
        && tree.Spans.Where(other => other.TraceId == span.TraceId).All(other => other == span || tree.Parent(other) is not null);

    private static string Describe(Span span) => $"'{span.Name}' ({span.Kind} span of {span.Participant})";
}
