using System.Collections.Concurrent;
using NATS.Client.Core;
using NATS.Client.JetStream.Models;
using ServiceTests.Messaging.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.Processing.Steps;

namespace ServiceTests.Processing.Pipeline;

/// <summary>Runs driven by a real nats-server: every one ends, with one outcome, whatever dies or is lost in between.</summary>
public sealed class PipelineTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string[] Quick = ["Processing:Steps:scripted:FirstDelay=00:00:00.050", "Processing:Steps:scripted:LongestDelay=00:00:00.200"];

    private readonly ConcurrentQueue<ProcessingFinished> _finished = new();
    private readonly ConcurrentQueue<ProcessingAborted> _aborted = new();
    private readonly CancellationTokenSource _listening = new();
    private readonly List<Task> _listeners = [];
    private JetStreamScene _scene = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _scene = await JetStreamScene.StartAsync();
        await _scene.Setup().EnsureAsync(Stop);
        _listeners.Add(ListenAsync(EventName.ProcessingFinished, json => _finished.Enqueue(ProcessingFinished.FromJson(json))));
        _listeners.Add(ListenAsync(EventName.ProcessingAborted, json => _aborted.Enqueue(ProcessingAborted.FromJson(json))));
        await _scene.JetStream.Connection.PingAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _listening.CancelAsync();
        await Task.WhenAll(_listeners);
        _listening.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task StepsThatPass_EndInProcessingFinished()
    {
        var script = Script.Says(StepResult.ContinueMarked("hm"));
        await using var host = await PipelineHost.StartAsync(_scene.Server, script, "Processing:Steps:other:Kind=scripted");

        var upload = await AskAsync("scripted", "other");

        await EndedAsync(1);
        var finished = Assert.Single(_finished);
        Assert.Equal((upload.UploadId, 1), (finished.UploadId, finished.Run));
        Assert.Equal(["scripted: hm", "other: hm"], finished.Marks);
        Assert.Equal(["scripted", "other"], script.Asked.Select(asked => asked.Step));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StepThatRefuses_EndsInProcessingAborted(bool keepBytes)
    {
        var script = Script.Says(keepBytes ? StepResult.Abort("no") : StepResult.Delete("no"));
        await using var host = await PipelineHost.StartAsync(_scene.Server, script);

        await AskAsync("scripted", "never");

        await EndedAsync(1);
        var aborted = Assert.Single(_aborted);
        Assert.Equal(("scripted", "no", keepBytes), (aborted.Step, aborted.Reason, aborted.KeepBytes));
        Assert.Single(script.Asked);
    }

    [Fact]
    public async Task Retry_ThenSuccess()
    {
        var script = new Script((context, _) => new(context.Attempt < 3 ? StepResult.Retry("busy") : StepResult.Continue));
        await using var host = await PipelineHost.StartAsync(_scene.Server, script, Quick);

        await AskAsync("scripted");

        await EndedAsync(1);
        Assert.Single(_finished);
        Assert.Equal([1, 2, 3], script.Asked.Select(asked => asked.Attempt));
    }

    [Fact]
    public async Task StepThatAlwaysThrows_IsAbortedWithTheBytesKept()
    {
        var script = new Script((_, _) => throw new InvalidOperationException("secret details"));
        await using var host = await PipelineHost.StartAsync(_scene.Server, script, [.. Quick, "Processing:Steps:scripted:Attempts=3"]);

        await AskAsync("scripted");

        await EndedAsync(1);
        var aborted = Assert.Single(_aborted);
        Assert.True(aborted.KeepBytes);
        Assert.DoesNotContain("secret", aborted.Reason, StringComparison.Ordinal);
        Assert.Equal(3, script.Asked.Count);
    }

    [Fact]
    public async Task StepThatNeverAnswers_IsCutAtItsDeadline()
    {
        // It does not listen to its token either.
        var script = new Script((_, _) => new(new TaskCompletionSource<StepResult>().Task));
        await using var host = await PipelineHost.StartAsync(
            _scene.Server, script, [.. Quick, "Processing:Steps:scripted:Attempts=2", "Processing:Steps:scripted:Deadline=00:00:00.200"]);

        await AskAsync("scripted");

        await EndedAsync(1);
        Assert.True(Assert.Single(_aborted).KeepBytes);
        Assert.Equal(2, script.Asked.Count);
    }

    [Fact]
    public async Task StepThatNobodyHasSetUp_IsAbortedInTheEnd()
    {
        await using var host = await PipelineHost.StartAsync(
            _scene.Server, Script.Says(StepResult.Continue), "Processing:Steps:unknown:Attempts=2", "Processing:Steps:unknown:FirstDelay=00:00:00.050");

        await AskAsync("unknown");

        await EndedAsync(1);
        Assert.Equal(("unknown", true), (Assert.Single(_aborted).Step, _aborted.First().KeepBytes));
    }

    [Fact]
    public async Task RemoteStepThatIsNeverAnswered_EndsWithAReason()
    {
        await using var host = await PipelineHost.StartAsync(
            _scene.Server, Script.Says(StepResult.Pending), [.. Quick, "Processing:Steps:scripted:Attempts=2", "Processing:Steps:scripted:Deadline=00:00:00.300"]);

        await AskAsync("scripted");

        await EndedAsync(1);
        Assert.True(Assert.Single(_aborted).KeepBytes);
    }

    [Fact]
    public async Task ProcessThatDies_IsTakenOverAndTheAttemptCounts()
    {
        var (held, begun) = (new TaskCompletionSource<StepResult>(), Script.Says(StepResult.Continue));
        var script = new Script((_, stopping) => new(held.Task.WaitAsync(stopping)));
        await using var dying = await PipelineHost.StartAsync(_scene.Server, script);
        await AskAsync("scripted");
        await Eventually.TrueAsync(() => !script.Asked.IsEmpty, Limit, () => "It never began.");

        await dying.DieAsync();
        await using var heir = await PipelineHost.StartAsync(_scene.Server, begun);

        await EndedAsync(1);
        Assert.Single(_finished);
        Assert.Equal(2, Assert.Single(begun.Asked).Attempt);
    }

    [Fact]
    public async Task ProcessThatStops_GivesItsRunsBackAndTheAttemptDoesNotCount()
    {
        var held = new TaskCompletionSource<StepResult>();
        var script = new Script((_, stopping) => new(held.Task.WaitAsync(stopping)));
        await using var stopping = await PipelineHost.StartAsync(_scene.Server, script, "Messaging:Consuming:AckWait=00:10:00");
        await AskAsync("scripted");
        await Eventually.TrueAsync(() => !script.Asked.IsEmpty, Limit, () => "It never began.");

        await stopping.StopAsync();
        var next = Script.Says(StepResult.Continue);
        await using var heir = await PipelineHost.StartAsync(_scene.Server, next, "Messaging:Consuming:AckWait=00:10:00");

        await EndedAsync(1);
        Assert.Equal(1, Assert.Single(next.Asked).Attempt);
    }

    [Fact]
    public async Task AskedAgainWhileItIsWorkedOn_IsNotBegunTwice()
    {
        var held = new TaskCompletionSource<StepResult>();
        var script = new Script((_, _) => new(held.Task));
        await using var host = await PipelineHost.StartAsync(_scene.Server, script);
        var upload = await AskAsync("scripted");
        await Eventually.TrueAsync(() => !script.Asked.IsEmpty, Limit, () => "It never began.");

        await AskAsync(upload);
        await Eventually.TrueAsync(async () => await DeliveredAsync() >= 2, Limit, () => "It was not asked again.");
        held.SetResult(StepResult.Continue);

        await EndedAsync(1);
        Assert.Single(script.Asked);
    }

    [Fact]
    public async Task AskedAgainAfterItsEnd_TellsTheOutcomeAgain()
    {
        var script = Script.Says(StepResult.Continue);
        await using var host = await PipelineHost.StartAsync(_scene.Server, script);
        var upload = await AskAsync("scripted");
        await EndedAsync(1);

        await AskAsync(upload);

        await EndedAsync(2);
        Assert.Single(script.Asked);
        Assert.Equal(2, _finished.Count(finished => finished.UploadId == upload.UploadId));
    }

    [Fact]
    public async Task LaterRun_ReplacesTheOneBeforeAndAnOlderOneIsForgotten()
    {
        var script = Script.Says(StepResult.Continue);
        await using var host = await PipelineHost.StartAsync(_scene.Server, script);
        var upload = await AskAsync("scripted");
        await EndedAsync(1);

        await AskAsync(upload with { Run = 2 });
        await EndedAsync(2);
        await AskAsync(upload);
        await AskAsync(upload with { UploadId = UploadId.New() });
        await EndedAsync(3);

        Assert.Equal([1, 2], _finished.Where(finished => finished.UploadId == upload.UploadId).Select(finished => finished.Run));
    }

    [Fact]
    public async Task PoisonEvents_DisturbNobody()
    {
        var script = Script.Says(StepResult.Continue);
        await using var host = await PipelineHost.StartAsync(_scene.Server, script);
        foreach (var poison in new[] { "", "{}", "null", "\"", "{\"version\":99}" })
        {
            await _scene.JetStream.PublishAsync(UploadSubjects.Of(EventName.AllBytesReceived, UploadId.New()), poison, cancellationToken: Stop);
        }

        await AskAsync("scripted");

        await EndedAsync(1);
        await Eventually.TrueAsync(async () => await PendingAsync() == 0, Limit, () => "A poison event comes again and again.");
    }

    [Fact]
    public async Task WholeStoreLost_WhatIsAskedAgainEnds()
    {
        var held = new TaskCompletionSource<StepResult>();
        var script = new Script((context, stopping) => new(context.Attempt == 1 && !held.Task.IsCompleted ? held.Task.WaitAsync(stopping) : Task.FromResult(StepResult.Continue)));
        await using var host = await PipelineHost.StartAsync(_scene.Server, script);
        var upload = await AskAsync("scripted");
        await Eventually.TrueAsync(() => !script.Asked.IsEmpty, Limit, () => "It never began.");

        await _scene.Server.KillAsync();
        _scene.Server.LoseStore();
        await _scene.Server.StartAsync(Stop);
        held.SetResult(StepResult.Continue);
        await AskAsync(upload);

        await Eventually.TrueAsync(() => _finished.Any(finished => finished.UploadId == upload.UploadId), Limit, () => "It never ended.");
    }

    [Fact]
    public async Task TwoReplicas_AHundredUploads_EachEndsOnce()
    {
        var (first, second) = (Script.Says(StepResult.Continue), Script.Says(StepResult.Continue));
        await using var one = await PipelineHost.StartAsync(_scene.Server, first);
        await using var two = await PipelineHost.StartAsync(_scene.Server, second);
        for (var number = 0; number < 100; number++)
        {
            await AskAsync("scripted");
        }

        await EndedAsync(100);

        Assert.Equal(100, _finished.Select(finished => finished.UploadId).Distinct().Count());
        Assert.Equal(100, first.Asked.Count + second.Asked.Count);
    }

    private Task<AllBytesReceived> AskAsync(params string[] steps) => AskAsync(new AllBytesReceived
    {
        UploadId = UploadId.New(),
        Run = 1,
        Steps = steps,
        SpaceId = SpaceId.New(),
        SpaceOwner = new UserId("einstein"),
        ParentId = NodeId.New(),
        Name = "file",
        Size = 5,
        Digest = "xxh3 0",
        UserId = new UserId("einstein"),
        ReceivedAt = TimeProvider.System.GetUtcNow(),
    });

    private async Task<AllBytesReceived> AskAsync(AllBytesReceived upload)
    {
        var message = new OutgoingEvent(EventName.AllBytesReceived, upload.UploadId, Guid.NewGuid().ToString(), upload.ToJson(), null);
        await Eventually.TrueAsync(
            async () => await _scene.Publisher.PrepareAsync(Stop) is null && (await _scene.Publisher.PublishAsync(message, Stop)).Outcome is PublishOutcome.Stored,
            Limit, () => "Nothing could be published.");
        return upload;
    }

    private Task EndedAsync(int count) => Eventually.TrueAsync(
        () => _finished.Count + _aborted.Count >= count, Limit, () => $"{_finished.Count} finished and {_aborted.Count} aborted of {count}.");

    private async Task<ulong> DeliveredAsync() => (await ConsumerAsync())?.Delivered.ConsumerSeq ?? 0;

    private async Task<long> PendingAsync() => await ConsumerAsync() is { } consumer ? (long)consumer.NumPending + consumer.NumAckPending : long.MaxValue;

    private async Task<ConsumerInfo?> ConsumerAsync() =>
        (await _scene.JetStream.GetConsumerAsync(UploadSubjects.Stream, "processing-all-bytes-received", Stop)).Info;

    private async Task ListenAsync(EventName name, Action<byte[]> heard)
    {
        try
        {
            await foreach (var message in _scene.JetStream.Connection.SubscribeAsync(
                UploadSubjects.Of(name), serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: _listening.Token))
            {
                heard(message.Data!);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }
}
