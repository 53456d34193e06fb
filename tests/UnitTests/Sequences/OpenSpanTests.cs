using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

/// <summary>A story that is not over: what has begun is drawn, its answers are not.</summary>
public sealed class OpenSpanTests
{
    [Fact]
    public void From_CallsThatHaveNotEnded_DrawsTheirRequestsInOrder()
    {
        var spans = SeedStories.Put().Select(span => span.Attributes.GetValueOrDefault("http.request.method") == "PUT" ? Open(span) : span);

        var sequence = Sequence.From(spans);

        Assert.Equal(
            ["Client->>ocdav: PUT /dav/spaces/{spaceid}/newfile.bin", "ocdav->>storageprovider: InitiateFileUpload",
             "storageprovider-->>ocdav: OK, Protocol simple, UploadEndpoint: /data, Token: {jwt}", "ocdav->>dataprovider: PUT /data"],
            sequence.Messages.Select(message => message.ToString()));
        Assert.False(sequence.IsComplete);
        Assert.Contains("'PUT /data' (Server span of dataprovider) has not ended.", sequence.Gaps);
    }

    [Fact]
    public void From_OnlyTheCallerHasBegun_DrawsItTowardsWhoIsKnown()
    {
        var story = new Story();
        story.Answer(null, "ocdav", "GET /", "http.request.method=GET; http.route=/; http.response.status_code=200",
            inside => story.Tell(inside, "ocdav", SpanKind.Client, "PUT /data", "http.request.method=PUT; http.route=/data"));

        var sequence = Sequence.From(story.Spans.Select(span => span.Attribute("http.response.status_code") is null && span.Kind is SpanKind.Client or SpanKind.Server ? Open(span) : span));

        Assert.Equal("ocdav->>?: PUT /data", sequence.Messages[1].ToString());
        Assert.Equal("ocdav-->>Client: 200 OK", sequence.Messages[2].ToString());
    }

    [Fact]
    public void From_AnsweredButTheCallerHasNotNoticed_DrawsTheAnswer()
    {
        var spans = SeedStories.Put().Select(span => span is { Kind: SpanKind.Client } && span.Name == "PUT /data" ? Open(span) : span);

        Assert.Contains("dataprovider-->>ocdav: 201 Created", Sequence.From(spans).Messages.Select(message => message.ToString()));
    }

    private static Span Open(Span span) => span with
    {
        IsOpen = true,
        End = span.Start,
        Attributes = span.Attributes.Where(pair => pair.Key != "http.response.status_code").ToDictionary(),
    };
}
