using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

public sealed class IncompleteTraceTests
{
    [Fact]
    public void From_NoSpans_IsIncompleteAndEqualsNothing()
    {
        var nothing = Sequence.From([]);
        Assert.False(nothing.IsComplete);
        Assert.NotEmpty(nothing.DifferencesFrom(nothing));
    }

    [Fact]
    public void From_AnySpanOfTheFirstDiagramMissing_Differs()
    {
        var spans = SeedStories.Put();
        var seed = Mermaid.Read(SeedDiagrams.Put);
        Assert.All(spans.Where(span => span.Kind != SpanKind.Internal), missing =>
            Assert.NotEmpty(Sequence.From(spans.Where(span => span != missing)).DifferencesFrom(seed)));
    }

    [Fact]
    public void From_AnySpanOfTheThirdDiagramMissing_Differs()
    {
        var spans = SeedStories.Processing(succeeds: true);
        var seed = Mermaid.Read(SeedDiagrams.Processing, "success");

        // The last leaf is the library's own span within the consumer's: nothing hangs on it, and no arrow is drawn for it.
        var drawn = spans.Where(span => span.Kind != SpanKind.Internal && !(span.Kind == SpanKind.Consumer && span.Name.StartsWith("process ", StringComparison.Ordinal)));
        Assert.All(drawn, missing =>
            Assert.NotEmpty(Sequence.From(spans.Where(span => span != missing)).DifferencesFrom(seed)));
    }

    [Fact]
    public void From_OneParticipantExportedNothing_SaysWhoseSpansAreMissing()
    {
        var sequence = Sequence.From(SeedStories.Put().Where(span => span.Participant != "dataprovider"));
        Assert.Equal("Nobody recorded answering 'PUT /data' (Client span of ocdav).", Assert.Single(sequence.Gaps));
    }

    [Fact]
    public void From_ServerSpanWithoutStatus_IsIncomplete()
    {
        var spans = SeedStories.Put().Select(span => span with
        {
            Attributes = span.Attributes.Where(pair => pair.Key != "http.response.status_code").ToDictionary(),
        });
        Assert.False(Sequence.From(spans).IsComplete);
    }

    [Fact]
    public void From_KnownPeerThatDoesNotTrace_IsComplete()
    {
        var story = new Story();
        story.Answer(null, "dataprovider", "PUT /data", "http.request.method=PUT; http.route=/data; http.response.status_code=201",
            inside => story.Tell(inside, "dataprovider", SpanKind.Client, "PUT",
                "http.request.method=PUT; http.response.status_code=200; url.path=/{bucket}; peer.service=s3"));
        var sequence = Sequence.From(story.Spans);
        Assert.Empty(sequence.Gaps);
        Assert.Equal(["Client", "dataprovider", "s3"], sequence.Participants);
    }
}
