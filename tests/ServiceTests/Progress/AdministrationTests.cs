using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NATS.Client.Core;
using NATS.Client.JetStream;
using ServiceTests.Processing.Pipeline;
using UploadProcessing.DataProvider.Administration;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace ServiceTests.Progress;

/// <summary>The Admin API: what operators see of uploads and do to them, at a port and with a token of their own.</summary>
public sealed class AdministrationTests(ProgressScene scene) : OperatorTests(scene)
{
    [Fact]
    public async Task Anybody_WithoutTheToken_IsKeptOut()
    {
        using var stranger = new HttpClient { BaseAddress = Operator.BaseAddress };
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(new AuthenticationHeaderValue("Bearer", Token[..^1])));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(new AuthenticationHeaderValue("Basic", Token)));

        async Task<HttpStatusCode> StatusAsync(AuthenticationHeaderValue? authorization)
        {
            stranger.DefaultRequestHeaders.Authorization = authorization;
            using var answer = await stranger.GetAsync("/admin/uploads", Stop);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Routes_OfOperators_AreNotWhereClientsComeIn()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/uploads") { Headers = { Authorization = Operator.DefaultRequestHeaders.Authorization } };

        using var answer = await At.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task List_IsFilteredAndPaged()
    {
        var space = await Scene.CreateSpaceAsync();
        foreach (var number in Enumerable.Range(0, 3))
        {
            await Scene.BeginAsync(space, $"{number}.bin", 5);
        }

        var done = await Scene.BeginAsync(space, "done.bin", 5);
        using var sent = await Scene.PatchAsync(At, done, 0, "hello");

        var first = await GetAsync($"/admin/uploads?space={space}&state=receiving&limit=2");
        var second = await GetAsync($"/admin/uploads?space={space}&state=receiving&limit=2&cursor={first["next"]}");

        Assert.Equal(["2.bin", "1.bin"], Names(first));
        Assert.Equal(["0.bin"], Names(second));
        Assert.Null(second["next"]);
        Assert.Equal(["done.bin"], Names(await GetAsync($"/admin/uploads?space={space}&state=finalized")));
        Assert.Empty(Names(await GetAsync($"/admin/uploads?space={space}&user=marie")));
        Assert.Empty(Names(await GetAsync($"/admin/uploads?space={space}&olderThan=3600")));
        Assert.Equal(4, Names(await GetAsync($"/admin/uploads?space={space}&olderThan=0")).Count);
    }

    [Theory]
    [InlineData("state=nothing")]
    [InlineData("state=7")]
    [InlineData("space=nothing")]
    [InlineData("olderThan=-1")]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("cursor=nothing")]
    public async Task List_OfWhatCannotBeRead_Is400(string query)
    {
        using var answer = await Operator.GetAsync($"/admin/uploads?{query}", Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Show_HasTheWholeHistory()
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.ContinueMarked("It is large.")));
        var session = await Scene.BeginAsync(Scene.Lab, "show.bin", 5);
        using var sent = await Scene.PatchAsync(At, session, 0, "hello");

        var shown = await GetAsync($"/admin/uploads/{session.Id}");

        Assert.Equal(("finalized", "show.bin", "einstein", 5), ((string)shown["state"]!, (string)shown["name"]!, (string)shown["userId"]!, (long)shown["offset"]!));
        Assert.Equal(
            ["started", "processing", "step", "step", "finalized"], shown["history"]!.AsArray().Select(entry => (string)entry!["kind"]!));
        Assert.Equal("scripted: It is large.", (string)shown["marks"]!.AsArray().Single()!);
    }

    [Fact]
    public async Task Restart_OfWhatAStepHasEnded_IsProcessedAgain()
    {
        var verdicts = new Queue<StepResult>([StepResult.Abort("No."), StepResult.Continue]);
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Verdicts("restart.bin", verdicts));
        var session = await Scene.BeginAsync(Scene.Lab, "restart.bin", 5);
        using var refused = await Scene.PatchAsync(At, session, 0, "hello");
        var before = await GetAsync($"/admin/uploads/{session.Id}");
        Assert.Equal(("aborted", "No.", true), ((string)before["state"]!, (string)before["reason"]!, (bool)before["keepsBytes"]!));

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(session, "restart", """{"fromStep":"nothing"}"""));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(session, "restart", """{"fromStep":"scripted"}"""));

        await StateAsync(session, "finalized");
    }

    [Fact]
    public async Task Resume_OfWhatIsProcessed_AsksItsStepsAgain()
    {
        var session = await Scene.BeginAsync(Scene.Lab, "resume.bin", 5);
        using var sent = await Scene.PatchAsync(At, session, 0, "hello", ("Prefer", "respond-async"));

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(session, "resume"));
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Continue));

        await StateAsync(session, "finalized");
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(session, "resume"));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(session, "replay"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Abort_OfWhatIsProcessed_EndsItAndMayKeepItsBytes(bool keepBytes)
    {
        var session = await Scene.BeginAsync(Scene.Lab, $"abort{keepBytes}.bin", 5);
        using var sent = await Scene.PatchAsync(At, session, 0, "hello", ("Prefer", "respond-async"));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(session, "abort", keepBytes ? """{"keepBytes":true}""" : """{"keepBytes":false}"""));

        var shown = await GetAsync($"/admin/uploads/{session.Id}");
        Assert.Equal(("aborted", "Ended by an operator.", keepBytes), ((string)shown["state"]!, (string)shown["reason"]!, (bool)shown["keepsBytes"]!));
        using var head = await Scene.SendAsync(At, HttpMethod.Head, session, [], 0);
        Assert.Equal(HttpStatusCode.Gone, head.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(session, "abort"));
    }

    [Fact]
    public async Task Abort_OfWhatIsReceived_EndsIt()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "abort.bin", 10);
        using var sent = await Scene.PatchAsync(At, session, 0, "hello");

        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(session, "abort", """{"keepBytes":true}"""));
        Assert.Equal(["started"], (await GetAsync($"/admin/uploads/{session.Id}"))["history"]!.AsArray().Select(entry => (string)entry!["kind"]!));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(session, "abort"));

        using var more = await Scene.PatchAsync(At, session, 5, "world");
        Assert.Equal(HttpStatusCode.Gone, more.StatusCode);
    }

    [Fact]
    public async Task Purge_OfWhatHasEnded_ForgetsIt()
    {
        var (left, kept) = (await Scene.BeginAsync(Scene.Plain, "purge.bin", 10), await Scene.BeginAsync(Scene.Plain, "file.bin", 5));
        using var sent = await Scene.PatchAsync(At, kept, 0, "hello");
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(left, "purge"));
        await PostAsync(left, "abort");

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(left, "purge"));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(kept, "purge"));

        using var gone = await Operator.GetAsync($"/admin/uploads/{left.Id}", Stop);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await using var content = await Scene.Get<UploadProcessing.Storage.Blobs.IBlobStore>().OpenReadAsync(kept.Id, Stop);
        Assert.Equal(5, content!.Length);
    }

    [Fact]
    public async Task GivenUp_IsListedAndReplayed()
    {
        var jetStream = new NatsJSContext(new NatsConnection(NatsOpts.Default with { Url = Scene.Nats.Url }));
        var session = await Scene.BeginAsync(Scene.Plain, "given-up.bin", 5);
        // Until it is stored: the stream is made by whoever is first.
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    return (await jetStream.PublishAsync($"uploads.processing-finished.{session.Id}", "no event", opts: new NatsJSPubOpts { MsgId = "no-event" }, cancellationToken: Stop)).IsSuccess();
                }
                catch (NatsException)
                {
                    return false;
                }
            },
            Patience, () => "Nothing can be published.");
        JsonArray events;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((events = (await GetAsync("/admin/given-up"))["events"]!.AsArray()).Count == 0)
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }

        var entry = Assert.Single(events, one => (string?)one!["uploadId"] == session.Id.ToString())!;
        Assert.Equal("dataprovider-processing-finished", (string?)entry["consumer"]);
        using var replayed = await Operator.PostAsync($"/admin/given-up/{entry["id"]}/replay", null, Stop);
        using var unknown = await Operator.PostAsync("/admin/given-up/nothing/replay", null, Stop);
        await jetStream.Connection.DisposeAsync();

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.NotFound), (replayed.StatusCode, unknown.StatusCode));
    }

    [Fact]
    public async Task Health_SaysWhatWasLookedAt()
    {
        var health = await GetAsync("/admin/health");

        Assert.Equal("Healthy", (string?)health["status"]);
        Assert.Contains("processing-overdue", health["checks"]!.AsArray().Select(check => (string?)check!["name"]));
    }

    [Fact]
    public async Task Overdue_UploadsAreInTheHealthAndItSaysSinceWhen()
    {
        var session = await Scene.BeginAsync(Scene.Lab, "overdue.bin", 5);
        using var sent = await Scene.PatchAsync(At, session, 0, "hello", ("Prefer", "respond-async"));
        var strict = new OverdueUploads(
            Scene.Get<IMetadataStore>(), Options.Create(new AdministrationOptions { OverdueAfter = TimeSpan.Zero }), TimeProvider.System,
            NullLogger<OverdueUploads>.Instance);

        await strict.LookAsync(Stop);

        var result = await strict.CheckHealthAsync(new HealthCheckContext(), Stop);
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.True((long)result.Data["uploads"] >= 1);
        Assert.NotEqual("", result.Data["since"]);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(session, "abort"));
    }

    [Theory]
    [InlineData("00000000-0000-7000-8000-000000000000")]
    [InlineData("nothing")]
    public async Task Anything_ToAnUnknownUpload_Is404(string id)
    {
        foreach (var operation in new[] { "restart", "resume", "replay", "abort", "purge" })
        {
            using var answer = await Operator.PostAsync($"/admin/uploads/{id}/{operation}", null, Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private static List<string> Names(JsonNode list) => [.. list["uploads"]!.AsArray().Select(upload => (string)upload!["name"]!)];

    private async Task<JsonNode> GetAsync(string path) => (await Operator.GetFromJsonAsync<JsonNode>(path, Stop))!;

    private async Task<HttpStatusCode> PostAsync(UploadSession session, string operation, string? json = null)
    {
        using var content = json is null ? null : new StringContent(json, null, "application/json");
        using var answer = await Operator.PostAsync($"/admin/uploads/{session.Id}/{operation}", content, Stop);
        return answer.StatusCode;
    }

    /// <summary>Of that upload only: others of this suite's may still be processed.</summary>
    private static Script Verdicts(string name, Queue<StepResult> verdicts) =>
        new((context, _) => new(context.Upload.Name == name ? verdicts.Dequeue() : StepResult.Continue));

    private async Task StateAsync(UploadSession session, string state)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((string)(await GetAsync($"/admin/uploads/{session.Id}"))["state"]! != state)
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }
}
