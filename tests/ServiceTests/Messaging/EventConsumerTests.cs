using System.Collections.Concurrent;
using System.Diagnostics;
using NATS.Client.Core;
using NATS.Client.JetStream.Models;
using ServiceTests.Messaging.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.Messaging.Consuming;
using Work = ServiceTests.Messaging.Support.ConsumingProcess.Work;

namespace ServiceTests.Messaging;

/// <summary>Consuming from a real server: at least once, acknowledged after the work, and never dropped in silence.</summary>
public sealed class EventConsumerTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private JetStreamScene _scene = null!;
    private ConsumerInfo? _last;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scene = await JetStreamScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Event_IsDeliveredOnceAndAcknowledged()
    {
        var work = Does(EventResult.Done);
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, work);
        var upload = await PublishAsync("one");

        await AcknowledgedAsync(1);

        var delivery = Assert.Single(work.Deliveries);
        Assert.Equal((upload, 1, "one"), (delivery.Upload, delivery.Attempt, Assert.Single(work.Payloads)));
    }

    [Fact]
    public async Task Event_OfBeforeTheFirstStart_IsDelivered()
    {
        await PublishAsync("before");
        var work = Does(EventResult.Done);

        await using var process = await ConsumingProcess.StartAsync(_scene.Server, work);

        await AcknowledgedAsync(1);
        Assert.Equal(["before"], work.Payloads);
    }

    [Fact]
    public async Task Work_ThatThrows_IsTriedAgain()
    {
        var work = new Work((received, _) => received.Attempt < 3 ? throw new InvalidOperationException("not yet") : ValueTask.FromResult(EventResult.Done));
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, work);
        await PublishAsync("one");

        await AcknowledgedAsync(1);

        Assert.Equal([1, 2, 3], work.Deliveries.Select(delivery => delivery.Attempt));
        Assert.Empty(work.GivenUp);
    }

    [Fact]
    public async Task Work_ThatKeepsFailing_IsGivenUpOnceWithItsReason()
    {
        var work = Does(EventResult.Failed("no luck"));
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, work, "--Messaging:Consuming:Attempts=3");
        var upload = await PublishAsync("one");

        await AcknowledgedAsync(1);

        Assert.Equal(3, work.Deliveries.Count);
        var (received, reason) = Assert.Single(work.GivenUp);
        Assert.Equal((upload, "no luck"), (received.Upload, reason));
    }

    [Fact]
    public async Task GivenUp_IsAnEntryThatSaysWhatWasTriedAndWhy()
    {
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, Does(EventResult.Failed("no luck")), "--Messaging:Consuming:Attempts=3");
        var upload = await PublishAsync("one");

        await AcknowledgedAsync(1);

        var entry = Assert.Single(await process.GivenUp.ListAsync(10, Stop).ToListAsync(Stop));
        Assert.Equal(
            (upload, $"uploads.upload-ready.{upload}", "test-upload-ready", 3, "no luck", "one"),
            (entry.Upload, entry.Subject, entry.Consumer, entry.Deliveries, entry.Reason, entry.Payload));
    }

    [Fact]
    public async Task GivenUp_Replayed_IsDeliveredAgainAndNoEntryAnyMore()
    {
        var luck = false;
        var work = new Work((_, _) => new(luck ? EventResult.Done : EventResult.Impossible("no luck")));
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, work);
        var upload = await PublishAsync("one");
        await AcknowledgedAsync(1);
        var entry = Assert.Single(await process.GivenUp.ListAsync(10, Stop).ToListAsync(Stop));
        luck = true;

        Assert.True(await process.GivenUp.ReplayAsync(entry.Id, Stop));

        await AcknowledgedAsync(2);
        Assert.Equal([upload, upload], work.Deliveries.Select(delivery => delivery.Upload));
        Assert.Empty(await process.GivenUp.ListAsync(10, Stop).ToListAsync(Stop));
        Assert.False(await process.GivenUp.ReplayAsync(entry.Id, Stop));
        Assert.False(await process.GivenUp.ReplayAsync("nothing", Stop));
    }

    [Fact]
    public async Task GivenUp_Nothing_IsAnEmptyList()
    {
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, Does(EventResult.Done));

        Assert.Empty(await process.GivenUp.ListAsync(10, Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task GivenUp_MoreThanThereIsRoomFor_ForgetsTheOldestAndEndsEveryEvent()
    {
        var work = Does(EventResult.Impossible("no luck"));
        await using var process = await ConsumingProcess.StartAsync(
            _scene.Server, work, "--Messaging:GivenUpMaximumBytes=65536", "--Messaging:Consuming:LongestDelay=00:00:00.050");
        for (var number = 1; number <= 6; number++)
        {
            await PublishAsync(number + new string('x', 20_000));
            await AcknowledgedAsync((ulong)number);
        }

        var kept = (await process.GivenUp.ListAsync(10, Stop).ToListAsync(Stop)).Select(entry => entry.Payload[0]).ToArray();
        Assert.Contains('6', kept);
        Assert.DoesNotContain('1', kept);
        Assert.Equal(6, work.GivenUp.Count);
    }

    [Fact]
    public async Task GivingUp_ThatFails_IsTriedAgain()
    {
        var work = Does(EventResult.Impossible("malformed"));
        work.GivingUpFails = 2;
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, work, "--Messaging:Consuming:LongestDelay=00:00:00.050");
        await PublishAsync("one");

        await AcknowledgedAsync(1);

        Assert.Equal("malformed", Assert.Single(work.GivenUp).Reason);
    }

    [Fact]
    public async Task Event_ThatNamesNoUpload_IsRemovedAndDisturbsNobody()
    {
        var work = Does(EventResult.Done);
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, work);
        await Eventually.TrueAsync(async () => await _scene.Publisher.PrepareAsync(Stop) is null, Limit, () => "Nothing can be published.");
        await _scene.JetStream.PublishAsync("uploads.upload-ready.nobody", "?", cancellationToken: Stop);

        await PublishAsync("good");

        await AcknowledgedAsync(2);
        Assert.Equal(["good"], work.Payloads);
    }

    [Fact]
    public async Task Work_LongerThanTheWait_IsNotDeliveredToAnybodyElse()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new Work(async (_, _) =>
        {
            await gate.Task;
            return EventResult.Done;
        });
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, work, "--Messaging:Consuming:Concurrency=1");
        var other = Does(EventResult.Done);
        await PublishAsync("long");
        await Eventually.TrueAsync(() => work.Deliveries.Count == 1, Limit, () => "It never began.");
        await PublishAsync("waits its turn");
        await using var idle = await ConsumingProcess.StartAsync(_scene.Server, other);

        // Three times what a dead process's events wait for.
        var published = work.Deliveries.First().PublishedAt;
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() - published > TimeSpan.FromSeconds(3.5), Limit, () => "Time stands still.");
        gate.SetResult();
        await AcknowledgedAsync(2);
        Assert.All(work.Deliveries.Concat(other.Deliveries), delivery => Assert.Equal(1, delivery.Attempt));
    }

    [Fact]
    public async Task Process_ThatDies_IsTakenOverWithinTheWait()
    {
        var never = new TaskCompletionSource();
        var work = new Work(async (_, stopping) =>
        {
            await never.Task.WaitAsync(stopping);
            return EventResult.Done;
        });
        await using var dying = await ConsumingProcess.StartAsync(_scene.Server, work);
        await PublishAsync("one");
        await Eventually.TrueAsync(() => !work.Deliveries.IsEmpty, Limit, () => "It never began.");

        await dying.DieAsync();
        var heir = Does(EventResult.Done);
        await using var taking = await ConsumingProcess.StartAsync(_scene.Server, heir);

        await AcknowledgedAsync(1);
        Assert.Equal(2, Assert.Single(heir.Deliveries).Attempt);
    }

    [Fact]
    public async Task Process_ThatStops_EndsWhatItDoesAndGivesTheRestBack()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new Work(async (_, _) =>
        {
            await gate.Task;
            return EventResult.Done;
        });
        // So long a wait that only what is given back comes again within this test.
        string[] settings = ["--Messaging:Consuming:Concurrency=1", "--Messaging:Consuming:Prefetch=4", "--Messaging:Consuming:AckWait=00:10:00"];
        await using var stopping = await ConsumingProcess.StartAsync(_scene.Server, work, settings);
        for (var number = 0; number < 4; number++)
        {
            await PublishAsync($"{number}");
        }

        await Eventually.TrueAsync(async () => !work.Deliveries.IsEmpty && await ConsumerAsync() is { NumAckPending: 4 }, Limit, () => "They were not fetched.");
        var stopped = stopping.StopAsync();
        gate.SetResult();
        await stopped;
        Assert.Equal(["0"], work.Payloads);

        var heir = Does(EventResult.Done);
        await using var next = await ConsumingProcess.StartAsync(_scene.Server, heir, settings);
        await AcknowledgedAsync(4);
        Assert.Equal(["1", "2", "3"], heir.Payloads.Order());
    }

    [Fact]
    public async Task TwoProcesses_ShareTheWork()
    {
        var (first, second) = (Does(EventResult.Done), Does(EventResult.Done));
        await using var one = await ConsumingProcess.StartAsync(_scene.Server, first);
        await using var two = await ConsumingProcess.StartAsync(_scene.Server, second);
        for (var number = 0; number < 100; number++)
        {
            await PublishAsync($"{number}");
        }

        await AcknowledgedAsync(100);

        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number}").Order(), first.Payloads.Concat(second.Payloads).Order());
    }

    [Fact]
    public async Task ServerWithoutItsStore_TheConsumerIsMadeAgain()
    {
        var work = Does(EventResult.Done);
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, work);
        await PublishAsync("before");
        await AcknowledgedAsync(1);
        await _scene.Server.KillAsync();
        _scene.Server.LoseStore();
        await _scene.Server.StartAsync(Stop);

        await PublishAsync("after");

        await Eventually.TrueAsync(() => work.Payloads.Contains("after"), Limit, () => "It was not delivered.");
    }

    [Fact]
    public async Task Work_BelongsToTheTraceOfWhoPublished()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            // The client puts the trace into the headers when somebody listens to it.
            ShouldListenTo = source => source.Name is "UploadProcessing.Messaging" or "NATS.Net",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var process = await ConsumingProcess.StartAsync(_scene.Server, Does(EventResult.Done));
        var upload = await PublishAsync("traced");
        await AcknowledgedAsync(1);

        await Eventually.TrueAsync(() => Of("process").Any(), Limit, () => "There is no span.");
        Assert.Equal(Of("send").Single().TraceId, Of("process").Single().TraceId);
        Assert.Equal(ActivityKind.Consumer, Of("process").Single().Kind);

        IEnumerable<Activity> Of(string operation) => spans.Where(span =>
            span.OperationName.StartsWith(operation, StringComparison.Ordinal) && span.Tags.Any(tag => tag.Value == upload.ToString()));
    }

    private static Work Does(EventResult result) => new((_, _) => ValueTask.FromResult(result));

    /// <summary>As the outbox does: a stream that somebody makes at this moment is shown before it takes anything.</summary>
    private async Task<UploadId> PublishAsync(string payload)
    {
        var message = new OutgoingEvent(EventName.UploadReady, UploadId.New(), Guid.NewGuid().ToString(), payload, null);
        await Eventually.TrueAsync(
            async () => await _scene.Publisher.PrepareAsync(Stop) is null
                && (await _scene.Publisher.PublishAsync(message, Stop)).Outcome is PublishOutcome.Stored,
            Limit,
            () => "Nothing could be published.");
        return message.Upload;
    }

    private async Task AcknowledgedAsync(ulong count) => await Eventually.TrueAsync(
        async () => (_last = await ConsumerAsync()) is { NumAckPending: 0, NumPending: 0 } && _last.AckFloor.StreamSeq >= count,
        Limit,
        () => $"{count} events were not acknowledged: {_last}.");

    private async Task<ConsumerInfo?> ConsumerAsync()
    {
        try
        {
            return (await _scene.JetStream.GetConsumerAsync(UploadSubjects.Stream, "test-upload-ready", Stop)).Info;
        }
        catch (NatsException)
        {
            return null;
        }
    }
}
