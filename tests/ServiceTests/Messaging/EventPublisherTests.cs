using System.Collections.Concurrent;
using System.Diagnostics;
using ServiceTests.Messaging.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;

namespace ServiceTests.Messaging;

/// <summary>Publishing against a real server: stored, stored once, or a reason why not.</summary>
public sealed class EventPublisherTests : IAsyncLifetime
{
    private const string Cause = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private JetStreamScene _scene = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scene = await JetStreamScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Publish_IsStoredUnderItsSubjectAndId()
    {
        var upload = UploadId.New();

        var result = await PublishAsync("first", upload, "{\"a\":\"ü\"}");

        Assert.Equal(new PublishResult(PublishOutcome.Stored, null), result);
        var stored = Assert.Single(await StoredEvents.WaitAsync(_scene.Server.Url, 1));
        Assert.Equal(($"uploads.upload-ready.{upload}", "{\"a\":\"ü\"}", "first"), (stored.Subject, stored.Payload, stored.MessageId));
    }

    [Fact]
    public async Task Publish_TheSameIdAgain_IsStoredOnce()
    {
        Assert.Equal(PublishOutcome.Stored, (await PublishAsync("same")).Outcome);
        Assert.Equal(PublishOutcome.Stored, (await PublishAsync("same")).Outcome);
        Assert.Equal(PublishOutcome.Stored, (await PublishAsync("other")).Outcome);

        Assert.Equal(2, (await _scene.StreamAsync()).Info.State.Messages);
    }

    [Fact]
    public async Task Publish_MoreThanTheStreamTakes_IsRefusedForGood()
    {
        Assert.Null(await _scene.Publisher.PrepareAsync(Stop));
        await _scene.JetStream.UpdateStreamAsync((await _scene.StreamAsync()).Info.Config with { MaxMsgSize = 300 }, Stop);

        Assert.Equal(PublishOutcome.Refused, (await PublishAsync("large", payload: new string('x', 1000))).Outcome);
        Assert.Equal(PublishOutcome.Stored, (await PublishAsync("small")).Outcome);
    }

    [Fact]
    public async Task ServerKilled_IsAReasonAtOnceAndNothingWaitsInMemory()
    {
        Assert.Equal(PublishOutcome.Stored, (await PublishAsync("before")).Outcome);
        await _scene.Server.KillAsync();

        // The first may be on its way before the client notices, and then it is sent again by itself: stored, though nobody was told. After that
        // nothing is handed over any more.
        await PublishAsync("perhaps");
        Assert.NotNull(await _scene.Publisher.PrepareAsync(Stop));

        await _scene.Server.StartAsync(Stop);
        await PreparedAsync();
        Assert.Equal(PublishOutcome.Stored, (await PublishAsync("after")).Outcome);
        var stored = await IdsAsync(2);
        stored = stored.Contains("perhaps") ? await IdsAsync(3) : stored;
        Assert.Equal(["before", "after"], stored.Where(id => id != "perhaps"));
    }

    [Fact]
    public async Task StoreLostAndServerStartedAgain_TheStreamIsMadeAgain()
    {
        await PublishAsync("before");
        await _scene.Server.KillAsync();
        _scene.Server.LoseStore();
        await _scene.Server.StartAsync(Stop);

        await PreparedAsync();

        Assert.Equal(PublishOutcome.Stored, (await PublishAsync("after")).Outcome);
        Assert.Equal("after", Assert.Single(await StoredEvents.WaitAsync(_scene.Server.Url, 1)).MessageId);
    }

    [Fact]
    public async Task StreamDeletedBehindOurBack_IsMadeAgainAtTheNextTry()
    {
        await PublishAsync("before");
        await _scene.JetStream.DeleteStreamAsync(UploadSubjects.Stream, Stop);

        Assert.Equal(PublishOutcome.Unavailable, (await PublishAsync("after")).Outcome);
        Assert.Equal(PublishOutcome.Stored, (await PublishAsync("after")).Outcome);
    }

    [Fact]
    public async Task Publish_IsATraceOfItsOwnLinkedToItsCause()
    {
        var upload = UploadId.New();
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "UploadProcessing.Messaging" or "NATS.Net",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var around = new Activity("a request").Start();

        await PublishAsync("traced", upload);

        Assert.Equal(around, Activity.Current);
        var span = Assert.Single(spans, span => Equals(span.GetTagItem(UploadTags.UploadId), upload.ToString()));
        Assert.Equal((ActivityKind.Producer, "send uploads.upload-ready", null), (span.Kind, span.DisplayName, span.ParentId));
        Assert.Equal(Cause, $"00-{Assert.Single(span.Links).Context.TraceId}-{span.Links.Single().Context.SpanId}-01");
        Assert.NotEqual(around.TraceId, span.TraceId);
        var message = Assert.Single(await StoredEvents.WaitAsync(_scene.Server.Url, 1));
        Assert.Equal(span.TraceId, ActivityContext.Parse(message.TraceParent!, null).TraceId);
        // The making of the stream is no part of it.
        Assert.DoesNotContain(spans, other => other.TraceId == span.TraceId && $"{other.GetTagItem("messaging.destination.name")}".StartsWith('$'));
    }

    private async Task<PublishResult> PublishAsync(string messageId, UploadId? upload = null, string payload = "{}")
    {
        return await _scene.Publisher.PrepareAsync(Stop) is { } problem
            ? new PublishResult(PublishOutcome.Unavailable, problem)
            : await _scene.Publisher.PublishAsync(new OutgoingEvent(EventName.UploadReady, upload ?? UploadId.New(), messageId, payload, Cause), Stop);
    }

    private async Task<List<string>> IdsAsync(int count) =>
        [.. (await StoredEvents.WaitAsync(_scene.Server.Url, count)).Select(stored => stored.MessageId)];

    private async Task PreparedAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await _scene.Publisher.PrepareAsync(deadline.Token) is not null)
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }
}
