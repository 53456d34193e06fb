using System.Diagnostics;
using System.Text;
using ServiceTests.Processing.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.Processing.Steps;

namespace ServiceTests.Processing.Remote;

/// <summary>A step that a process at nats does, with a real nats-server.</summary>
public sealed class RemoteStepTests(StepHostFixture fixture) : IClassFixture<StepHostFixture>
{
    private const string Step = "classify";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AsksOnTheStreamAndWaits()
    {
        var attempt = Attempt.Of(Step);

        Assert.Equal(StepResult.Pending, await fixture.Host.RunAsync("remote", attempt));

        var stored = Assert.Single(await fixture.StoredAsync(attempt.Upload.UploadId));
        var requested = StepRequested.FromJson(Encoding.UTF8.GetBytes(stored.Payload));
        Assert.Equal(($"uploads.step-requested.{attempt.Upload.UploadId}", attempt.Ticket), (stored.Subject, stored.MessageId));
        Assert.Equal((Step, 1, attempt.Ticket, attempt.Deadline), (requested.Step, requested.Attempt, requested.Ticket, requested.Deadline));
        Assert.Equal(attempt.Upload.Name, requested.Upload.Name);
        Assert.DoesNotContain(SecretContent.Token, stored.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TheSameAttemptAgain_AsksOnce()
    {
        var attempt = Attempt.Of(Step);

        Assert.Equal(StepResult.Pending, await fixture.Host.RunAsync("remote", attempt));
        Assert.Equal(StepResult.Pending, await fixture.Host.RunAsync("remote", attempt));
        Assert.Equal(StepResult.Pending, await fixture.Host.RunAsync("remote", attempt with { Ticket = "another" }));

        Assert.Equal([attempt.Ticket, "another"], (await fixture.StoredAsync(attempt.Upload.UploadId)).Select(stored => stored.MessageId));
    }

    [Fact]
    public async Task Request_IsInTheTraceOfTheStep()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "UploadProcessing.Messaging" or "NATS.Net",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var running = new Activity("run").Start();

        var attempt = Attempt.Of(Step);
        await fixture.Host.RunAsync("remote", attempt);

        var stored = Assert.Single(await fixture.StoredAsync(attempt.Upload.UploadId));
        Assert.StartsWith($"00-{running.TraceId}-", stored.TraceParent, StringComparison.Ordinal);
        Assert.Same(running, Activity.Current);
    }

    [Fact]
    public async Task Run_WhileNatsIsAway_IsTriedAgain()
    {
        Assert.Equal(StepResult.Pending, await fixture.Host.RunAsync("remote", Attempt.Of(Step)));
        await fixture.Scene.Server.KillAsync();

        Assert.IsType<StepResult.RetryResult>(await fixture.Host.RunAsync("remote", Attempt.Of(Step)));

        await fixture.Scene.Server.StartAsync(Stop);
        await Eventually.TrueAsync(
            async () => await fixture.Host.RunAsync("remote", Attempt.Of(Step)) == StepResult.Pending, Patience, () => "Nobody can be asked any more.");
    }

    [Fact]
    public async Task Answer_ReachesTheRun()
    {
        var finished = Finished();

        await AnswerAsync(finished.UploadId, finished.ToJson());

        Assert.Equal(finished, await fixture.OnlyAnswerAsync(finished.UploadId));
    }

    [Fact]
    public async Task Answer_OfAnotherUploadOrNone_IsPutAsideAndTheNextOneIsTaken()
    {
        var last = Finished();
        var other = UploadId.New();
        var wrong = Finished();
        await AnswerAsync(other, wrong.ToJson());
        await AnswerAsync(UploadId.New(), "{\"outcome\":\"continue\"}");
        await AnswerAsync(UploadId.New(), "no JSON");

        await AnswerAsync(last.UploadId, last.ToJson());

        Assert.Equal(last, await fixture.OnlyAnswerAsync(last.UploadId));
        Assert.Empty(fixture.Answers(other));
        Assert.Empty(fixture.Answers(wrong.UploadId));
    }

    private static StepFinished Finished() => new() { UploadId = UploadId.New(), Ticket = "ticket-1", Outcome = StepOutcome.Delete, Reason = "No." };

    private async Task AnswerAsync(UploadId upload, string payload)
    {
        var answer = new OutgoingEvent(EventName.StepFinished, upload, $"{upload}", payload, Cause: null);
        // As any worker: until it is stored.
        await Eventually.TrueAsync(
            async () => await fixture.Scene.Publisher.PrepareAsync(Stop) is null
                && (await fixture.Scene.Publisher.PublishAsync(answer, Stop)).Outcome is PublishOutcome.Stored,
            TimeSpan.FromSeconds(60), () => "The answer was not stored.");
    }
}
