namespace UploadProcessing.Sequences.Building;

/// <summary>From spans to messages: pair them, align the clocks, draw the arrows, put them in order.</summary>
internal static class SequenceBuilder
{
    public static Sequence Build(IReadOnlyList<Span> spans)
    {
        var tree = new SpanTree(spans);
        var arrows = new Arrows(tree, new ClockAlignment(tree));
        return new Sequence([], CausalOrder.Of(arrows.All).Select(arrow => arrow.ToMessage()), Gaps.Of(tree));
    }
}
