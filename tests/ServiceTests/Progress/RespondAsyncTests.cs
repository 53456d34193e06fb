using System.Net;
using ServiceTests.Processing.Pipeline;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Storage.Uploads;

namespace ServiceTests.Progress;

/// <summary>Clients that prefer an answer before the work is done (RFC 7240; docs/respond-async.md).</summary>
public sealed class RespondAsyncTests(ProgressScene scene) : ProgressTests(scene)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_RespondAsync_Is202WithWhereItsProgressIs(bool hasSteps)
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Continue));
        var session = await Scene.BeginAsync(hasSteps ? Scene.Lab : Scene.Plain, "put.bin", 5, isResumable: false);

        using var answer = await Scene.SendAsync(At, HttpMethod.Put, session, "hello"u8.ToArray(), null, ("Prefer", "respond-async"));

        Accepted(answer, withLocation: true);
        Assert.Equal("finalized", await EndAsync(session));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Patch_RespondAsync_Is202WithTheOffset(bool hasSteps)
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Continue));
        var session = await Scene.BeginAsync(hasSteps ? Scene.Lab : Scene.Plain, "patch.bin", 5);

        using var answer = await Scene.PatchAsync(At, session, 0, "hello", ("Prefer", "respond-async"));

        Accepted(answer, withLocation: true);
        Assert.Equal("5", Assert.Single(answer.Headers.GetValues("Upload-Offset")));
        Assert.Equal("finalized", await EndAsync(session));
    }

    [Fact]
    public async Task CreationWithUpload_RespondAsync_Is201BecauseTheUploadWasCreated()
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Continue));
        var session = await Scene.BeginAsync(Scene.Lab, "post.bin", 5);

        using var answer = await Scene.SendAsync(At, HttpMethod.Post, session, "hello"u8.ToArray(), 0, ("Prefer", "respond-async"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.NotEmpty(Assert.Single(answer.Headers.GetValues("Progress-Location")));
        Assert.Equal("respond-async", Assert.Single(answer.Headers.GetValues("Preference-Applied")));
        Assert.Equal("finalized", await EndAsync(session));
    }

    [Fact]
    public async Task Patch_RespondAsyncThatIsNotTheLast_IsAnsweredAsAnyOther()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "middle.bin", 10);

        using var answer = await Scene.PatchAsync(At, session, 0, "hello", ("Prefer", "respond-async"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Preference-Applied"));
    }

    [Fact]
    public async Task Patch_RespondAsyncWithWait_IsAnsweredWithTheOutcomeIfItComesInTime()
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Continue));
        var session = await Scene.BeginAsync(Scene.Lab, "intime.bin", 5);

        using var answer = await Scene.PatchAsync(At, session, 0, "hello", ("Prefer", "respond-async, wait=60"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.NotNull(answer.Headers.ETag);
        Assert.Equal("wait=60", Assert.Single(answer.Headers.GetValues("Preference-Applied")));
    }

    [Theory]
    [InlineData("respond-async, wait=1", "respond-async, wait=1")]
    [InlineData("wait=1", "wait=1")]
    public async Task Patch_Wait_ShortensHowLongTheAnswerIsHeld(string prefer, string applied)
    {
        var script = new Script(async (_, stopping) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(stopping);
            return StepResult.Continue;
        });
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, script);
        var session = await Scene.BeginAsync(Scene.Lab, $"held{prefer.Length}.bin", 5);

        using var answer = await Scene.PatchAsync(At, session, 0, "hello", ("Prefer", prefer));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(applied, Assert.Single(answer.Headers.GetValues("Preference-Applied")));
    }

    [Fact]
    public async Task Put_RespondAsyncWithAWrongChecksum_IsRefusedAtOnce()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "checksum.bin", 6, isResumable: false);

        using var answer = await Scene.SendAsync(At, HttpMethod.Put, session, "hello"u8.ToArray(), null, ("Prefer", "respond-async"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Head_AfterA202_IsTheFullOffsetUntilTheEnd()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "head.bin", 5);
        using var answer = await Scene.PatchAsync(At, session, 0, "hello", ("Prefer", "respond-async"));

        using var head = await Scene.SendAsync(At, HttpMethod.Head, session, [], 0);

        Assert.Equal("5", Assert.Single(head.Headers.GetValues("Upload-Offset")));
    }

    [Fact]
    public async Task Restart_OfARefusedUpload_IsProcessedAgainAsOftenAsAllowed()
    {
        var verdicts = new Queue<StepResult>([StepResult.Abort("No."), StepResult.Abort("Still no."), StepResult.Continue]);
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Verdicts("restart.bin", verdicts));
        var session = await Scene.BeginAsync(Scene.Lab, "restart.bin", 5);
        using var refused = await Scene.PatchAsync(At, session, 0, "hello");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        using var first = await RestartAsync(session);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("aborted", await EndAsync(session));
        using var second = await RestartAsync(session);
        Assert.Equal("finalized", await EndAsync(session));

        var story = await StoryAsync(session);
        Assert.Equal(3, story.Count(message => message.Event == "processing"));
        Assert.Equal(["No.", "Still no."], story.Where(message => message.Event == "aborted").Select(message => message.Data.Reason));
        using var third = await RestartAsync(session);
        Assert.Equal(HttpStatusCode.Conflict, third.StatusCode);
    }

    [Fact]
    public async Task Requests_OfTheClientAfterARefusal_LeaveTheBytesThatAreKept()
    {
        var verdicts = new Queue<StepResult>([StepResult.Abort("No."), StepResult.Continue]);
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Verdicts("kept.bin", verdicts));
        var session = await Scene.BeginAsync(Scene.Lab, "kept.bin", 5);
        using var refused = await Scene.PatchAsync(At, session, 0, "hello");

        using var patched = await Scene.PatchAsync(At, session, 0, "hello");
        using var head = await Scene.SendAsync(At, HttpMethod.Head, session, [], 0);
        using var deleted = await Scene.SendAsync(At, HttpMethod.Delete, session, [], 0);

        Assert.All([patched, head, deleted], answer => Assert.Equal(HttpStatusCode.Gone, answer.StatusCode));
        using var restarted = await RestartAsync(session);
        Assert.Equal("finalized", await EndAsync(session));
    }

    [Fact]
    public async Task Restart_MoreOftenThanAllowed_Is429()
    {
        using var strict = await Scene.StartAsync("--Finalization:UploaderRestarts=0");
        try
        {
            await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Abort("No.")));
            var session = await Scene.BeginAsync(Scene.Lab, "strict.bin", 5);
            using var refused = await Scene.PatchAsync(strict, session, 0, "hello");

            using var answer = await RestartAsync(session, strict);

            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.Null((await Scene.ProgressAsync(strict, session)).MayRestart);
        }
        finally
        {
            await Scene.StopLastAsync();
        }
    }

    [Fact]
    public async Task Restart_OfAnUploadWhoseBytesWereNotKept_Is409()
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Delete("No.")));
        var session = await Scene.BeginAsync(Scene.Lab, "deleted.bin", 5);
        using var refused = await Scene.PatchAsync(At, session, 0, "hello");

        using var answer = await RestartAsync(session);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Null((await Scene.ProgressAsync(At, session)).MayRestart);
    }

    private static void Accepted(HttpResponseMessage answer, bool withLocation)
    {
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("respond-async", Assert.Single(answer.Headers.GetValues("Preference-Applied")));
        var address = Assert.Single(answer.Headers.GetValues("Progress-Location"));
        Assert.Equal(withLocation ? address : null, answer.Headers.Location?.OriginalString);
    }

    private async Task<HttpResponseMessage> RestartAsync(UploadSession session, HttpClient? at = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/data/progress/{session.Id}/restart");
        request.Headers.Add(TransferToken.HeaderName, Scene.Watching(session));
        return await (at ?? At).SendAsync(request, Stop);
    }

    private async Task<List<ProgressMessage>> StoryAsync(UploadSession session)
    {
        var story = new List<ProgressMessage>();
        await foreach (var message in Scene.EventsAsync(At, session))
        {
            story.Add(message);
        }

        return story;
    }

    /// <summary>Of that upload only: others of this suite's may still be processed.</summary>
    private static Script Verdicts(string name, Queue<StepResult> verdicts) =>
        new((context, _) => new(context.Upload.Name == name ? verdicts.Dequeue() : StepResult.Continue));

    private async Task<string> EndAsync(UploadSession session) => (await StoryAsync(session).WaitAsync(Patience, Stop))[^1].Event;
}
