using System.Net;
using System.Net.WebSockets;
using ServiceTests.Processing.Pipeline;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Storage.Uploads;

namespace ServiceTests.Progress;

/// <summary>The progress resource as a stream: the same story for everybody who watches, wherever and since whenever they do.</summary>
public sealed class ProgressStreamTests(ProgressScene scene) : ProgressTests(scene)
{
    [Fact]
    public async Task Events_OfAnUploadWithSteps_TellTheWholeStory()
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.ContinueMarked("It is large.")));
        var session = await Scene.BeginAsync(Scene.Lab, "story.bin", 10);
        var watching = ToListAsync(Scene.EventsAsync(At, session));
        using var first = await Scene.PatchAsync(At, session, 0, "hello");
        await SeenAsync(session, progress => progress.Offset == 5);
        using var last = await Scene.PatchAsync(At, session, 5, "world");

        var story = await watching;

        Assert.Equal(["started", "processing", "step", "step", "finalized"], Names(story));
        Assert.Contains(story, message => message is { Event: ProgressEvent.Bytes, Data.Offset: 5 });
        Assert.Equal(["running", "passed"], story.Where(message => message.Event == "step").Select(message => message.Data.Steps[0].State));
        var end = story[^1].Data;
        Assert.Equal((ProgressState.Finalized, 10, 1), (end.State, end.Offset, end.Run));
        Assert.Equal(("scripted", "passed", 1, "It is large."), (end.Steps[0].Name, end.Steps[0].State, end.Steps[0].Attempt, end.Steps[0].Detail));
        Assert.Equal(last.Headers.ETag!.Tag, end.ETag);
        Positions(story);
    }

    [Fact]
    public async Task Events_OfARefusedUpload_SayWhy()
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Abort("It smells.")));
        var session = await Scene.BeginAsync(Scene.Lab, "refused.bin", 5);
        var watching = ToListAsync(Scene.EventsAsync(At, session));
        using var answer = await Scene.PatchAsync(At, session, 0, "hello");

        var story = await watching;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var end = story[^1];
        Assert.Equal(("aborted", "scripted", "It smells.", true), (end.Event, end.Data.FailedStep, end.Data.Reason, end.Data.MayRestart));
        Assert.Equal(("failed", "It smells."), (end.Data.Steps[0].State, end.Data.Steps[0].Detail));
    }

    [Fact]
    public async Task Events_OfAStepThatIsTriedAgain_SayWhen()
    {
        var attempts = 0;
        var script = new Script((context, _) => new(context.Upload.Name == "again.bin" && Interlocked.Increment(ref attempts) < 3 ? StepResult.Retry("Not now.") : StepResult.Continue));
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, script, "Processing:Steps:scripted:FirstDelay=00:00:00.050");
        var session = await Scene.BeginAsync(Scene.Lab, "again.bin", 5);
        var watching = ToListAsync(Scene.EventsAsync(At, session));
        using var answer = await Scene.PatchAsync(At, session, 0, "hello");

        var steps = (await watching).Where(message => message.Event == "step").Select(message => message.Data.Steps[0]).ToList();

        Assert.Equal(
            [("running", 1), ("retrying", 1), ("running", 2), ("retrying", 2), ("running", 3), ("passed", 3)], steps.Select(step => (step.State, step.Attempt)));
        Assert.All(steps.Where(step => step.State == "retrying"), step => Assert.True(step is { NextAt: not null, Detail: "Not now." }));
    }

    [Fact]
    public async Task SocketAndEvents_TellTheSame()
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Continue));
        var session = await Scene.BeginAsync(Scene.Lab, "same.bin", 5);
        using var socket = await Scene.ConnectAsync(At, session);
        var events = ToListAsync(Scene.EventsAsync(At, session));
        var messages = ToListAsync(ProgressScene.MessagesAsync(socket));
        using var answer = await Scene.PatchAsync(At, session, 0, "hello");

        Assert.Equal(Lasting(await events), Lasting(await messages));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Events_FromBehindAnyMessage_AreTheRest()
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Continue));
        var session = await Scene.BeginAsync(Scene.Lab, "rest.bin", 5);
        using var answer = await Scene.PatchAsync(At, session, 0, "hello");
        var whole = Lasting(await ToListAsync(Scene.EventsAsync(At, session)));

        for (var had = 0; had < whole.Count - 1; had++)
        {
            Assert.Equal(whole.Skip(had + 1), Lasting(await ToListAsync(Scene.EventsAsync(At, session, whole[had].Id!.Value))));
        }
    }

    [Fact]
    public async Task Events_BehindTheLastMessage_Are204SoThatBrowsersStop()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "done.bin", 5);
        using var answer = await Scene.PatchAsync(At, session, 0, "hello");
        var last = (await ToListAsync(Scene.EventsAsync(At, session)))[^1].Id;

        using var again = await Scene.GetAsync(At, session, null, ("Accept", "text/event-stream"), ("Last-Event-ID", $"{last}"));

        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task Watchers_AtAnotherDataProvider_SeeWhatThisOneReceivesAndNotes()
    {
        using var other = await Scene.StartAsync();
        try
        {
            await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Continue));
            var session = await Scene.BeginAsync(Scene.Lab, "elsewhere.bin", 10);
            var (here, there) = (ToListAsync(Scene.EventsAsync(At, session)), ToListAsync(Scene.EventsAsync(other, session)));
            using var first = await Scene.PatchAsync(At, session, 0, "hello");
            await SeenAsync(session, progress => progress.Offset == 5, other);
            using var last = await Scene.PatchAsync(At, session, 5, "world");

            Assert.Equal(Lasting(await here), Lasting(await there));
            Assert.Contains(await there, message => message is { Event: ProgressEvent.Bytes, Data.Offset: 5 });
        }
        finally
        {
            await Scene.StopLastAsync();
        }
    }

    [Fact]
    public async Task Watcher_WhoseDataProviderStops_GoesOnAtAnotherWithoutAGap()
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var script = new Script(async (_, _) =>
        {
            await released.Task.WaitAsync(Patience, Stop);
            return StepResult.Continue;
        });
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, script);
        var session = await Scene.BeginAsync(Scene.Lab, "moves.bin", 5);
        using var second = await Scene.StartAsync();
        var before = new List<ProgressMessage>();
        await using (var watching = Scene.EventsAsync(second, session).GetAsyncEnumerator(Stop))
        {
            var sent = Scene.PatchAsync(At, session, 0, "hello", ("Prefer", "respond-async"));
            while (!before.Exists(message => message.Data.Steps.Any(step => step.State == "running")) && await watching.MoveNextAsync())
            {
                before.Add(watching.Current);
            }

            using var answer = await sent;
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            await Scene.StopLastAsync();
        }

        released.SetResult();
        var after = await ToListAsync(Scene.EventsAsync(At, session, before.Last(message => message.Id is not null).Id!.Value));

        var whole = Lasting(await ToListAsync(Scene.EventsAsync(At, session)));
        Assert.Equal(whole, Lasting([.. before, .. after]));
        Assert.Equal("finalized", whole[^1].Event);
    }

    [Fact]
    public async Task Stream_ThatHasNothingToTell_SaysThatItLives()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "quiet.bin", 5);

        var seen = new List<string>();
        await foreach (var message in Scene.EventsAsync(At, session))
        {
            seen.Add(message.Event);
            if (message.Event == ProgressEvent.Heartbeat)
            {
                break;
            }
        }

        Assert.Equal(["started", "heartbeat"], seen);
    }

    [Fact]
    public async Task Watchers_OfSomebodyWhoIsShutOut_AreCutOff()
    {
        var space = await Scene.CreateSpaceAsync();
        var session = await Scene.BeginAsync(space, "shut.bin", 5);
        using var socket = await Scene.ConnectAsync(At, session);
        var begun = new TaskCompletionSource();
        var messages = ToListAsync(ProgressScene.MessagesAsync(socket));
        var events = ToListAsync(Scene.EventsAsync(At, session), begun.TrySetResult);
        await begun.Task.WaitAsync(Patience, Stop);

        await Scene.ChangeAsync(transaction => transaction.Spaces.RemoveMemberAsync(space, ProgressScene.User));

        await Task.WhenAll(messages, events).WaitAsync(Patience, Stop);
        Assert.Equal(4403, (int)socket.CloseStatus!);
        using var again = await Scene.GetAsync(At, session, null, ("Accept", "text/event-stream"));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Watchers_OfAnUploadThatIsTerminated_AreTold()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "terminated.bin", 5);
        using var socket = await Scene.ConnectAsync(At, session);
        var messages = ToListAsync(ProgressScene.MessagesAsync(socket));

        using var gone = await Scene.SendAsync(At, HttpMethod.Delete, session, [], 0);

        Assert.Equal("aborted", (await messages.WaitAsync(Patience, Stop))[^1].Event);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Watchers_OfAnUploadThatIsForgotten_AreTold()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "forgotten.bin", 5);
        using var socket = await Scene.ConnectAsync(At, session);
        var begun = new TaskCompletionSource();
        var messages = ToListAsync(ProgressScene.MessagesAsync(socket), begun.TrySetResult);
        await begun.Task.WaitAsync(Patience, Stop);

        await Scene.ChangeAsync(transaction => transaction.Uploads.RemoveAsync(session.Id));

        await messages.WaitAsync(Patience, Stop);
        Assert.Equal(4410, (int)socket.CloseStatus!);
    }

    [Fact]
    public async Task Watcher_ThatVanishes_DisturbsNobodyAndLeavesNothing()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "vanishes.bin", 5);
        var staying = ToListAsync(Scene.EventsAsync(At, session));
        for (var number = 0; number < 20; number++)
        {
            using var socket = await Scene.ConnectAsync(At, session);
            socket.Abort();
        }

        using var answer = await Scene.PatchAsync(At, session, 0, "hello");

        Assert.Equal("finalized", (await staying.WaitAsync(Patience, Stop))[^1].Event);
    }

    [Fact]
    public async Task Watcher_ThatReadsNothing_KeepsNobodyWaiting()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "slow.bin", 100_000);
        using var stuck = await Scene.GetAsync(At, session, null, ("Accept", "text/event-stream"));
        var reading = ToListAsync(Scene.EventsAsync(At, session));

        for (var chunk = 0; chunk < 100; chunk++)
        {
            using var patched = await Scene.PatchAsync(At, session, chunk * 1000, new string('x', 1000));
            Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);
        }

        Assert.Equal("finalized", (await reading.WaitAsync(Patience, Stop))[^1].Event);
    }

    [Fact]
    public async Task Hundreds_OfWatchers_AllSeeTheEnd()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "hundreds.bin", 5);
        var watching = Enumerable.Range(0, 300).Select(_ => ToListAsync(Scene.EventsAsync(At, session))).ToList();
        await SeenAsync(session, progress => progress.State is ProgressState.Receiving);

        using var answer = await Scene.PatchAsync(At, session, 0, "hello");

        Assert.All(await Task.WhenAll(watching).WaitAsync(Patience, Stop), story => Assert.Equal("finalized", story[^1].Event));
    }

    private async Task SeenAsync(UploadSession session, Func<UploadProgress, bool> condition, HttpClient? at = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        // Each look is a round of the server's later than the one before, so that a stream has shown it, too.
        for (var seen = 0; seen < 3; await timer.WaitForNextTickAsync(deadline.Token))
        {
            seen += condition(await Scene.ProgressAsync(at ?? At, session)) ? 1 : 0;
        }
    }

    private static async Task<List<ProgressMessage>> ToListAsync(IAsyncEnumerable<ProgressMessage> messages, Func<bool>? seen = null)
    {
        var list = new List<ProgressMessage>();
        await foreach (var message in messages)
        {
            list.Add(message);
            seen?.Invoke();
        }

        return list;
    }

    private static IEnumerable<string> Names(IEnumerable<ProgressMessage> story) =>
        Lasting(story).Select(message => message.Event);

    private static List<(string Event, long? Id, string Step)> Lasting(IEnumerable<ProgressMessage> story) =>
    [
        .. story.Where(message => message.Id is not null)
            .Select(message => (message.Event, message.Id, string.Join(',', message.Data.Steps.Select(step => $"{step.Name} {step.State} {step.Attempt}")))),
    ];

    private static void Positions(IEnumerable<ProgressMessage> story)
    {
        var ids = Lasting(story).Select(message => message.Id!.Value).ToList();
        Assert.Equal(ids.Distinct().Order(), ids);
    }
}
