using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EndToEndTests.Uploads;
using UploadProcessing.TestSupport.Telemetry;

namespace EndToEndTests.Processing;

/// <summary>What a client sees of an upload into a space with mandatory steps: every way that it can end, and while it has not.</summary>
public sealed class OutcomeTests(DecidedTopology topology) : IClassFixture<DecidedTopology>, IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    // Who has to do with a step's or a receiver's download.
    private static readonly string[] TellingOfDownloads = ["datagateway", "processing", "dataprovider"];

    private readonly DavClient _client = DavClient.Einstein(topology.App);
    private readonly string _name = $"{Guid.NewGuid():N}.bin";
    private string _space = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Url => DavClient.Url(_space, _name);

    public async ValueTask InitializeAsync() => _space = await _client.SpaceAsync("Lab", Stop);

    public ValueTask DisposeAsync()
    {
        topology.Answer = null;
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Put_ThatPasses_IsAnsweredAsAnyOther()
    {
        await DemandAsync("delay");

        using var created = await _client.PutAsync(Url, "hello", Stop);
        using var overwritten = await _client.PutAsync(Url, "hello again", Stop);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.NoContent), (created.StatusCode, overwritten.StatusCode));
        Assert.NotEmpty(overwritten.Headers.GetValues("OC-FileId"));
        Assert.Equal(created.Headers.GetValues("OC-FileId"), overwritten.Headers.GetValues("OC-FileId"));
        Assert.Equal("hello again", await _client.Http.GetStringAsync(Url, Stop));
    }

    [Fact]
    public async Task CreationWithUpload_ThatPasses_HasAllThatASyncClientNeeds()
    {
        await DemandAsync("delay");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/dav/spaces/{_space}")
        {
            Headers =
            {
                { "Tus-Resumable", "1.0.0" },
                { "Upload-Length", "5" },
                { "Upload-Metadata", $"filename {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(_name))}" },
            },
            Content = new ByteArrayContent("hello"u8.ToArray()) { Headers = { ContentType = new("application/offset+octet-stream") } },
        };

        using var created = await _client.Http.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("5", Assert.Single(created.Headers.GetValues("Upload-Offset")));
        Assert.NotNull(created.Headers.ETag);
        Assert.NotEmpty(created.Headers.GetValues("OC-FileId"));
    }

    [Fact]
    public async Task Aborted_Is422WithTheReasonAndTheOffset()
    {
        await DemandAsync("hook");
        topology.Decide("delete", "It smells.");
        using var upload = await TusClient.CreateAsync(_client, _space, _name, length: 5, Stop);

        using var patched = await upload.PatchAsync(0, "hello", Stop);

        await IsRejectedAsync(patched, "hook", "It smells.");
        Assert.Equal("5", Assert.Single(patched.Headers.GetValues("Upload-Offset")));
        await IsNowhereAsync(upload);
        // A client that has lost the answer asks again, and gets the same.
        using var again = await upload.PatchAsync(5, "", Stop);
        await IsRejectedAsync(again, "hook", "It smells.");
    }

    [Theory]
    [InlineData("abort", true)]
    [InlineData("delete", false)]
    public async Task Put_Aborted_KeepsTheBytesForTheOperatorOrNot(string outcome, bool kept)
    {
        await DemandAsync("hook");
        topology.Decide(outcome, "No.");

        using var put = await _client.PutAsync(Url, "hello", Stop);

        await IsRejectedAsync(put, "hook", "No.");
        var upload = topology.LastUpload;
        Assert.Equal(kept, Directory.EnumerateFiles(topology.DataRoot, "*", SearchOption.AllDirectories).Any(file => Path.GetFileName(file).Contains(upload, StringComparison.Ordinal)));
        using var gone = await _client.Http.GetAsync(Url, Stop);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Receiver_ReadsTheBytesThroughTheGateway()
    {
        await DemandAsync("hook");
        byte[]? read = null;
        var address = "";
        topology.Answer = async data =>
        {
            using var http = new HttpClient();
            address = (string)data["contentUrl"]!;
            read = await http.GetByteArrayAsync(address, Stop);
            return (200, """{"outcome":"continue"}""");
        };

        using var put = await _client.PutAsync(Url, "hello", Stop);

        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal("hello"u8.ToArray(), read);
        // A round of metrics of the gateway later, what it has to tell of that download has been told.
        var told = topology.Collector.Metrics.Count;
        await topology.Collector.WaitForAsync(
            collector => TellingOfDownloads.All(name => collector.Metrics.Skip(told).Any(point => point.Participant == name)), Limit, Stop);
        Assert.Empty(SecretScan.Find(topology.Collector, address.Split('/')[^1], topology.Secret));
    }

    [Fact]
    public async Task Retry_ThenSuccess()
    {
        await DemandAsync("hook");
        var asked = 0;
        topology.Answer = _ => Task.FromResult(++asked < 3 ? (503, "") : (200, """{"outcome":"continue"}"""));

        using var put = await _client.PutAsync(Url, "hello", Stop);

        Assert.Equal((HttpStatusCode.Created, 3), (put.StatusCode, asked));
    }

    [Fact]
    public async Task Retries_Exhausted_IsRejectedWithAReason()
    {
        await DemandAsync("hook");
        topology.Answer = _ => Task.FromResult((503, ""));

        using var put = await _client.PutAsync(Url, "hello", Stop);

        await IsRejectedAsync(put, "hook", "after 3 attempts");
    }

    [Fact]
    public async Task Webhook_AimedAtAForbiddenAddress_IsNeverAsked()
    {
        await DemandAsync("forbidden");
        var asked = false;
        topology.Answer = _ =>
        {
            asked = true;
            return Task.FromResult((200, """{"outcome":"continue"}"""));
        };

        using var put = await _client.PutAsync(Url, "hello", Stop);

        await IsRejectedAsync(put, "forbidden", "");
        Assert.False(asked);
    }

    [Fact]
    public async Task Webhook_ThatCallsBackLater_Decides()
    {
        await DemandAsync("hook");
        var callback = new TaskCompletionSource<JsonNode>();
        topology.Answer = data =>
        {
            callback.SetResult(data);
            return Task.FromResult((202, ""));
        };
        var putting = _client.PutAsync(Url, "hello", Stop);
        var asked = await callback.Task.WaitAsync(Limit, Stop);

        await topology.CallBackAsync(asked, """{"outcome":"continue"}""", Stop);

        using var put = await putting;
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    }

    [Fact]
    public async Task RemoteStep_ThatNeverAnswers_EndsWithAReason()
    {
        await DemandAsync("remote");

        using var put = await _client.PutAsync(Url, "hello", Stop);

        await IsRejectedAsync(put, "remote", "after 2 attempts");
    }

    [Fact]
    public async Task Deadline_Is202AndTheOutcomeIsFoundLater()
    {
        await DemandAsync("hook");
        var gate = new TaskCompletionSource<(int, string)>();
        topology.Answer = _ => gate.Task;
        using var upload = await TusClient.CreateAsync(_client, _space, _name, length: 5, Stop);

        using var patched = await upload.PatchAsync(0, "hello", Stop);

        Assert.Equal(HttpStatusCode.Accepted, patched.StatusCode);
        Assert.Equal("5", Assert.Single(patched.Headers.GetValues("Upload-Offset")));
        var progress = Assert.Single(patched.Headers.GetValues("Progress-Location"));
        Assert.Equal(progress, patched.Headers.Location!.OriginalString);
        Assert.Equal("processing", await StateAsync(progress));
        await IsBeingProcessedAsync(upload);

        gate.SetResult((200, """{"outcome":"continue"}"""));
        await Eventually.TrueAsync(async () => await StateAsync(progress) == "finalized", Limit, () => "It was never finalized.");
        Assert.Equal("hello", await _client.Http.GetStringAsync(Url, Stop));
        using var again = await upload.PatchAsync(5, "", Stop);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.NotNull(again.Headers.ETag);
    }

    [Fact]
    public async Task Put_Deadline_Is202AndDeleteEndsIt()
    {
        await DemandAsync("hook");
        var gate = new TaskCompletionSource<(int, string)>();
        topology.Answer = _ => gate.Task;

        using var put = await _client.PutAsync(Url, "hello", Stop);
        Assert.Equal(HttpStatusCode.Accepted, put.StatusCode);
        var progress = Assert.Single(put.Headers.GetValues("Progress-Location"));
        using var deleted = await _client.Http.DeleteAsync(Url, Stop);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal("aborted", await StateAsync(progress));
        gate.SetResult((200, """{"outcome":"continue"}"""));
        using var gone = await _client.Http.GetAsync(Url, Stop);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Overwrite_WhileItIsProcessed_ServesTheOldRevision()
    {
        await DemandAsync();
        using (await _client.PutAsync(Url, "old", Stop))
        {
            await DemandAsync("hook");
            var gate = new TaskCompletionSource<(int, string)>();
            topology.Answer = _ => gate.Task;
            using var put = await _client.PutAsync(Url, "new", Stop);
            Assert.Equal(HttpStatusCode.Accepted, put.StatusCode);

            Assert.Equal("old", await _client.Http.GetStringAsync(Url, Stop));
            Assert.DoesNotContain("425", await PropFindAsync(), StringComparison.Ordinal);

            gate.SetResult((200, """{"outcome":"continue"}"""));
            await Eventually.TrueAsync(async () => await _client.Http.GetStringAsync(Url, Stop) == "new", Limit, () => "It was never finalized.");
        }
    }

    [Fact]
    public async Task Steps_AreChangedByOperatorsOnly()
    {
        using var answer = await _client.Http.PutAsJsonAsync($"/admin/spaces/{_space}/steps", Array.Empty<string>(), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

        await DemandAsync("delay", "hook");
        using var admin = new DavClient(topology.App, "admin", "admin");
        Assert.Equal(["delay", "hook"], (await admin.Http.GetFromJsonAsync<string[]>($"/admin/spaces/{_space}/steps", Stop))!);
        using var malformed = await admin.Http.PutAsJsonAsync($"/admin/spaces/{_space}/steps", (string[])["No Such"], Stop);
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    private static async Task IsRejectedAsync(HttpResponseMessage answer, string step, string reason)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
        Assert.Equal(step, (string?)problem["step"]);
        Assert.Contains(reason, (string?)problem["detail"], StringComparison.Ordinal);
    }

    private async Task IsNowhereAsync(TusClient upload)
    {
        using var head = await upload.HeadAsync(Stop);
        Assert.Equal(HttpStatusCode.Gone, head.StatusCode);
        using var get = await _client.Http.GetAsync(Url, Stop);
        Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);
        Assert.DoesNotContain(_name, (await _client.ListAsync($"/dav/spaces/{_space}", Stop)).Keys);
    }

    private async Task IsBeingProcessedAsync(TusClient upload)
    {
        using var head = await upload.HeadAsync(Stop);
        Assert.Equal((HttpStatusCode.OK, "5"), (head.StatusCode, Assert.Single(head.Headers.GetValues("Upload-Offset"))));
        Assert.NotEmpty(head.Headers.GetValues("Progress-Location"));
        using var get = await _client.Http.GetAsync(Url, Stop);
        Assert.Equal((HttpStatusCode)425, get.StatusCode);
        Assert.NotNull(get.Headers.RetryAfter);
        Assert.Contains(_name, (await _client.ListAsync($"/dav/spaces/{_space}", Stop)).Keys);
        Assert.Contains("HTTP/1.1 425 TOO EARLY", await PropFindAsync(), StringComparison.Ordinal);
        using var marie = DavClient.Marie(topology.App);
        Assert.Contains(_name, (await marie.ListAsync($"/dav/spaces/{_space}", Stop)).Keys);
    }

    private async Task<string> PropFindAsync()
    {
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), Url) { Headers = { { "Depth", "0" } } };
        using var answer = await _client.Http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static async Task<string?> StateAsync(string progress)
    {
        using var http = new HttpClient();
        return (string?)(await http.GetFromJsonAsync<JsonNode>(progress, Stop))!["state"];
    }

    private async Task DemandAsync(params string[] steps)
    {
        using var admin = new DavClient(topology.App, "admin", "admin");
        using var answer = await admin.Http.PutAsJsonAsync($"/admin/spaces/{_space}/steps", steps, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
