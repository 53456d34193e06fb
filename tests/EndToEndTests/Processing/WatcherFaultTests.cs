using System.Net;
using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEndTests.Uploads;
using UploadProcessing.TestSupport.Lines;

namespace EndToEndTests.Processing;

/// <summary>Whoever watches an upload sees the same story, in order and without gaps, whichever service is killed meanwhile.</summary>
public sealed class WatcherFaultTests(FaultTests.Impatient topology) : IClassFixture<FaultTests.Impatient>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly string[] Killed = ["datagateway", "dataprovider", "nats", "processing", "storageprovider", "ocdav"];

    private static readonly string[] KilledInProcessing = ["nats", "dataprovider"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryService_KilledInTurn_WatchersSeeOneStory()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        using var upload = await TusClient.CreateAsync(client, space, "watched.bin", length: 10, Stop);
        using var first = await upload.PatchAsync(0, "hello", Stop);
        var progress = new Uri(first.Headers.GetValues("Progress-Location").Single());
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Limit);
        var (events, messages) = (EventsAsync(progress, deadline.Token), MessagesAsync(progress, deadline.Token));

        foreach (var participant in Killed)
        {
            await topology.KillAsync(participant, Stop);
            await topology.StartAgainAsync(participant, Stop);
        }

        // A client goes on where the server is; what follows is watched across more kills.
        using var last = await upload.PatchAsync(5, "world", Stop);
        Assert.Equal(HttpStatusCode.Accepted, last.StatusCode);
        foreach (var participant in KilledInProcessing)
        {
            await topology.KillAsync(participant, Stop);
            await topology.StartAgainAsync(participant, Stop);
        }

        var (seen, heard) = (await events, await messages);
        var whole = await EventsAsync(progress, deadline.Token);
        Assert.Equal("finalized", whole[^1].Event);
        Assert.Equal(whole, seen);
        Assert.Equal(whole, heard);
        Assert.Equal("finalized", (string?)(await PollAsync(progress))["state"]);
    }

    /// <summary>As a browser does: comes back with the last id until it is told that there is no more.</summary>
    private static async Task<List<(string Event, long Id)>> EventsAsync(Uri progress, CancellationToken cancellationToken)
    {
        var seen = new List<(string, long)>();
        await UntilDoneAsync(async () =>
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, progress) { Headers = { { "Accept", "text/event-stream" } } };
            request.Headers.Add("Last-Event-ID", $"{(seen.Count > 0 ? seen[^1].Item2 : 0)}");
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode is not HttpStatusCode.OK)
            {
                return;
            }

            var known = "";
            await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken))
            {
                // The parser keeps the last id for messages without one, as browsers do.
                if (item.EventType is not ("bytes" or "heartbeat") && item.EventId is { Length: > 0 } id && id != known)
                {
                    seen.Add((item.EventType, long.Parse(known = id, null)));
                }
            }
        }, () => IsOver(seen), cancellationToken);
        return seen;
    }

    private static async Task<List<(string Event, long Id)>> MessagesAsync(Uri progress, CancellationToken cancellationToken)
    {
        var heard = new List<(string, long)>();
        await UntilDoneAsync(async () =>
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(
                new UriBuilder(progress) { Scheme = "ws", Query = $"lastEventId={(heard.Count > 0 ? heard[^1].Item2 : 0)}" }.Uri, cancellationToken);
            await foreach (var text in WebSocketTexts.ReadAsync(socket, cancellationToken))
            {
                using var message = JsonDocument.Parse(text);
                if (message.RootElement.TryGetProperty("id", out var id))
                {
                    heard.Add((message.RootElement.GetProperty("event").GetString()!, id.GetInt64()));
                }
            }
        }, () => IsOver(heard), cancellationToken);
        return heard;
    }

    private static async Task UntilDoneAsync(Func<Task> watch, Func<bool> isOver, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!isOver())
        {
            try
            {
                await watch();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or WebSocketException)
            {
                // Whoever served it was killed.
            }

            if (!isOver())
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    private static bool IsOver(List<(string Event, long Id)> story) => story is [.., { Event: "finalized" or "aborted" }];

    private static async Task<JsonNode> PollAsync(Uri progress)
    {
        using var http = new HttpClient();
        return JsonNode.Parse(await http.GetStringAsync(progress, Stop))!;
    }
}
