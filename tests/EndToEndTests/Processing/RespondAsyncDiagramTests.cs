using System.Net;
using System.Text.Json.Nodes;
using EndToEndTests.Uploads;

namespace EndToEndTests.Processing;

/// <summary>The design's last paragraphs: a client that does not wait, and looks what became of its upload; in one trace as well.</summary>
public sealed class RespondAsyncDiagramTests(RespondAsyncDiagramTests.Slow topology) : IClassFixture<RespondAsyncDiagramTests.Slow>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RespondAsync_RecordedFromItsSpans_IsAsRecorded()
    {
        using var client = DavClient.Einstein(topology.App);
        using var upload = await TusClient.CreateAsync(client, await client.SpaceAsync("Lab", Stop), "diagram-async.bin", length: 5, Stop);
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload.Location)
        {
            // Two seconds, so that the answer comes behind the event in every recording, and long before the step's end.
            Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Offset", "0" }, { "Prefer", "respond-async, wait=2" } },
            Content = new ByteArrayContent("hello"u8.ToArray()) { Headers = { ContentType = new("application/offset+octet-stream") } },
        };
        using var http = new HttpClient();

        using var accepted = await http.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("respond-async, wait=2", Assert.Single(accepted.Headers.GetValues("Preference-Applied")));
        var told = await FinalAsync(http, accepted.Headers.Location!);
        Assert.Equal("finalized", (string?)told["state"]);
        await Recordings.OfRespondAsyncAsync(topology.Collector, Stop);
    }

    /// <summary>One look, held until it is over: the trace has one more request and no more.</summary>
    private static async Task<JsonNode> FinalAsync(HttpClient http, Uri progress)
    {
        // What is known already is the step at work; what comes next is the end.
        using var request = new HttpRequestMessage(HttpMethod.Get, progress) { Headers = { { "Prefer", "wait=60" } } };
        using var answer = await http.SendAsync(request, Stop);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }

    /// <summary>Its step takes longer than the client waits.</summary>
    public sealed class Slow : ProcessedTopology
    {
        protected override IEnumerable<(string Key, string Value)> Processing => [("Processing:Steps:delay:Duration", "00:00:08")];
    }
}
