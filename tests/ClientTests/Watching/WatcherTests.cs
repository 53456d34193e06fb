using System.Text.Json;
using ClientTests.Browser;

namespace ClientTests.Watching;

/// <summary>Whatever an application watches with sees the same story: the packages eventsource and ws on node, and a browser's own.</summary>
public sealed class WatcherTests(WatchedTopology topology) : IClassFixture<WatchedTopology>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // Both steps begin and pass.
    private static readonly string[] Story = ["started", "processing", "step", "step", "step", "step", "finalized"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_EventsourceAndWs_SeeEveryStepInOrder()
    {
        using var client = DavClient.Einstein(topology.App);
        var upload = await CreateAsync(client, "node.txt");
        await using var node = NodeClient.Start("watching", Path.Combine("Watching", "watch.cjs"), [upload.Progress]);
        await node.SaysAsync("watching", Limit, Stop);

        await upload.SendAsync(Stop);

        var run = await node.EndAsync(Limit, Stop);
        AssertSame(JsonSerializer.Deserialize<Seen>(run.EndedWith(0).Output, Json)!);
    }

    [Fact]
    public async Task Curl_SeesEveryStepAndTheStreamsEnd()
    {
        using var client = DavClient.Einstein(topology.App);
        var upload = await CreateAsync(client, "curl.txt");
        await using var curl = ClientProgram.Start(
            "curl", Path.GetTempPath(), ["--silent", "--no-buffer", "--fail", "--verbose", "--header", "Accept: text/event-stream", upload.Progress]);
        await curl.SaysAsync("200 OK", Limit, Stop);

        await upload.SendAsync(Stop);

        var run = await curl.EndAsync(Limit, Stop);
        Assert.Equal(
            Story, run.EndedWith(0).Output.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line["event: ".Length..].Trim()).Where(name => name is not ("bytes" or "heartbeat")));
    }

    [Fact]
    public async Task Browser_EventSourceAndWebSocket_SeeEveryStepInOrder()
    {
        using var client = DavClient.Einstein(topology.App);
        var upload = await CreateAsync(client, "browser.txt");
        var profile = Directory.CreateTempSubdirectory("client-").FullName;
        await using var pages = await Pages.StartAsync(Stop);
        try
        {
            await using var browser = await Chromium.StartAsync(profile);
            await browser.Page.GotoAsync(pages.Watch);
            await browser.Page.EvaluateAsync("progress => watch(progress)", upload.Progress);
            await browser.Page.WaitForFunctionAsync("seen.connected === 2");

            await upload.SendAsync(Stop);

            await browser.Page.WaitForFunctionAsync("seen.done === 2");
            AssertSame(JsonSerializer.Deserialize<Seen>(await browser.Page.EvaluateAsync<string>("JSON.stringify(seen)"), Json)!);
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    private Task<WatchedUpload> CreateAsync(DavClient client, string name) =>
        WatchedUpload.CreateAsync(client, topology.App.GetEndpoint("ocdav", "http"), name, Stop);

    private static void AssertSame(Seen seen)
    {
        Assert.Equal(Story, seen.Events.Select(message => message[0].GetString()));
        Assert.Equal(seen.Events.Select(Text), seen.Messages.Select(Text));
        var ids = seen.Events.Select(message => message[1].GetInt64()).ToList();
        Assert.Equal(ids.Order().Distinct(), ids);
        Assert.Equal("finalized", seen.Events[^1][2].GetString());
        Assert.Equal(1000, seen.Code);
    }

    private static string Text(JsonElement[] message) => string.Join(' ', message.Select(part => part.ToString()));

    /// <summary>What was seen: an event, its id and the upload's state each.</summary>
    public sealed record Seen(IReadOnlyList<JsonElement[]> Events, IReadOnlyList<JsonElement[]> Messages, int Code);
}
