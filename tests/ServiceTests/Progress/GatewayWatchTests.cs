using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ServiceTests.Chain;
using ServiceTests.StorageProvider.Support;
using UploadProcessing.Contracts.Transfer;

namespace ServiceTests.Progress;

/// <summary>Progress through the whole chain: the addresses that clients are given lead there, by every way that it can be watched.</summary>
public sealed class GatewayWatchTests(GatewayWatchTests.Scene scene) : IClassFixture<GatewayWatchTests.Scene>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creation_SaysWhereItsBytesCanBeWatched()
    {
        var (upload, progress) = await CreateAsync("created.bin");
        using var http = new HttpClient { BaseAddress = scene.Gateway };
        using var sent = await PatchAsync(http, upload, 0, "hello");
        Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);

        var told = JsonNode.Parse(await http.GetStringAsync(progress, Stop))!;

        Assert.Equal(("receiving", 5, 10), ((string?)told["state"], (int)told["offset"]!, (int)told["length"]!));
    }

    [Fact]
    public async Task Events_ComeThroughTheGatewayAsTheyHappen()
    {
        var (upload, progress) = await CreateAsync("events.bin");
        using var http = new HttpClient { BaseAddress = scene.Gateway };
        using var request = new HttpRequestMessage(HttpMethod.Get, progress) { Headers = { { "Accept", "text/event-stream" } } };
        using var stream = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync(Stop));
        Assert.Equal("event: started", await reader.ReadLineAsync(Stop));

        using var first = await PatchAsync(http, upload, 0, "hello");
        await SeeAsync(reader, "event: bytes");
        using var last = await PatchAsync(http, upload, 5, "world");

        await SeeAsync(reader, "event: finalized");
    }

    [Fact]
    public async Task Socket_ComesThroughTheGatewayAndIsClosedInOrder()
    {
        var (upload, progress) = await CreateAsync("socket.bin");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(SocketAddress(progress), Stop);
        using var http = new HttpClient { BaseAddress = scene.Gateway };
        using var first = await PatchAsync(http, upload, 0, "helloworld");

        var events = new List<string?>();
        await foreach (var message in ProgressScene.MessagesAsync(socket))
        {
            events.Add(message.Event);
        }

        Assert.Equal(("started", "finalized"), (events[0], events[^1]));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Theory]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://friend.example", HttpStatusCode.SwitchingProtocols)]
    public async Task Socket_OfAPage_IsForPagesThatMay(string origin, HttpStatusCode expected)
    {
        var (_, progress) = await CreateAsync($"origin{(int)expected}.bin");
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", origin);

        var failed = await Record.ExceptionAsync(() => socket.ConnectAsync(SocketAddress(progress), Stop));

        Assert.Equal(expected, socket.HttpStatusCode);
        Assert.Equal(expected is HttpStatusCode.SwitchingProtocols, failed is null);
    }

    [Fact]
    public async Task Socket_WithoutTheRight_IsRefusedAsAnyRequest()
    {
        var (upload, _) = await CreateAsync("wrong.bin");
        foreach (var (address, status) in new[] { (upload, HttpStatusCode.Forbidden), ("/data/nonsense", HttpStatusCode.Unauthorized) })
        {
            using var socket = new ClientWebSocket();
            socket.Options.CollectHttpResponseDetails = true;

            await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(SocketAddress(address), Stop));

            Assert.True(status == socket.HttpStatusCode || socket.HttpStatusCode is HttpStatusCode.NotFound, $"{socket.HttpStatusCode}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/event-stream")]
    public async Task Watching_WithWhatHasExpired_Is410AndReachesNobody(string? accept)
    {
        var (_, progress) = await CreateAsync($"expired{accept?.Length}.bin");
        var tokens = new TransferTokens(Options.Create(new TransferOptions { SigningKey = StorageProviderFixture.TransferKey }), TimeProvider.System);
        var watching = (await tokens.VerifyAsync(progress["/data/".Length..], TransferOperation.Watch)).Token!;
        var before = scene.Tap.Requests().Count;
        using var http = new HttpClient { BaseAddress = scene.Gateway };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/data/" + tokens.Protect(watching with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) }));
        request.Headers.TryAddWithoutValidation("Accept", accept ?? "*/*");

        using var answer = await http.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(before, scene.Tap.Requests().Count);
    }

    [Fact]
    public async Task Restart_WithWhatWatches_IsPassedOnAndWithWhatWritesIsNot()
    {
        var (upload, progress) = await CreateAsync("restart.bin");
        using var http = new HttpClient { BaseAddress = scene.Gateway };

        using var passedOn = await http.PostAsync(progress + "/restart", null, Stop);
        using var refused = await http.PostAsync(upload + "/restart", null, Stop);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Forbidden), (passedOn.StatusCode, refused.StatusCode));
    }

    [Fact]
    public async Task LazyOps_GetsA202AndItsJobIsFinishedOnce()
    {
        using var put = await scene.SendAsync("PUT", "lazy.txt", new StringContent("hello"), ("OC-LazyOps", "true"));
        Assert.Equal(HttpStatusCode.Accepted, put.StatusCode);
        var job = Assert.Single(put.Headers.GetValues("OC-JobStatus-Location"));
        Assert.StartsWith("/jobs/", job, StringComparison.Ordinal);

        JsonNode told;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((string?)(told = JsonNode.Parse(await scene.Client.GetStringAsync(job, deadline.Token))!)["status"] == "started")
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }

        Assert.Equal("finished", (string?)told["status"]);
        Assert.NotNull(told["fileId"]);
        Assert.NotNull(told["ETag"]);
        Assert.True(await scene.ExistsAsync("lazy.txt"));
        using var unknown = await scene.Client.GetAsync("/jobs/nothing", Stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Put_WithoutLazyOps_IsAnsweredWhenItIsDone()
    {
        using var put = await scene.SendAsync("PUT", "patient.txt", new StringContent("hello"));

        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.False(put.Headers.Contains("OC-JobStatus-Location"));
    }

    private static async Task SeeAsync(StreamReader reader, string line)
    {
        while (await reader.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop) is { } read)
        {
            if (read == line)
            {
                return;
            }
        }

        Assert.Fail($"The stream ended without {line}.");
    }

    private Uri SocketAddress(string path) => new($"ws://{scene.Gateway.Authority}{path}");

    private static Task<HttpResponseMessage> PatchAsync(HttpClient http, string upload, int offset, string text) => http.SendAsync(
        new HttpRequestMessage(HttpMethod.Patch, upload)
        {
            Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Offset", $"{offset}" } },
            Content = new StringContent(text, null, "application/offset+octet-stream"),
        }, Stop);

    private async Task<(string Upload, string Progress)> CreateAsync(string name)
    {
        using var created = await scene.SendAsync(
            "POST", "", null, ("Tus-Resumable", "1.0.0"), ("Upload-Length", "10"),
            ("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return (Path(created.Headers.Location!.OriginalString), Path(Assert.Single(created.Headers.GetValues("Progress-Location"))));
    }

    private static string Path(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == "http" ? url.AbsolutePath : address;

    public sealed class Scene : ChainFixture
    {
        protected override string[] Settings => ["--Cors:Origins:0=http://friend.example", "--Progress:Interval=00:00:00.100"];
    }
}
