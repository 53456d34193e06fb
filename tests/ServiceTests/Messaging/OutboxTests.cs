using System.Net;
using System.Text;
using ServiceTests.Messaging.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.TestSupport.Nats;

namespace ServiceTests.Messaging;

/// <summary>dataprovider and nats: whatever becomes of either, what was committed is told, and uploads do not wait for it.</summary>
public sealed class OutboxTests : IAsyncLifetime
{
    private readonly DataProviderScene _scene = new();
    private NatsServer _nats = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _nats = await NatsServer.StartNewAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        await _scene.DisposeAsync();
        await _nats.DisposeAsync();
    }

    [Fact]
    public async Task Upload_IsToldOnce()
    {
        // Only the commit can wake it.
        await _scene.StartAsync(_nats.Url, "--Outbox:Interval=01:00:00");

        var revision = await _scene.UploadAsync("new.txt");
        await _scene.NothingIsOwedAsync();

        var stored = Assert.Single(await StoredEvents.WaitAsync(_nats.Url, 1));
        var ready = UploadReady.FromJson(Encoding.UTF8.GetBytes(stored.Payload));
        Assert.Equal((revision.Id, revision.Node, "new.txt", 5), (ready.UploadId, ready.NodeId, ready.Name, ready.Size));
        Assert.Equal($"uploads.upload-ready.{revision.Id}", stored.Subject);
    }

    [Fact]
    public async Task UploadOfAnotherProcess_IsToldToo()
    {
        await _scene.StartAsync(_nats.Url);

        var revision = await _scene.UploadAsync("touched.txt", byTheOther: true);

        Assert.Equal($"uploads.upload-ready.{revision.Id}", Assert.Single(await StoredEvents.WaitAsync(_nats.Url, 1)).Subject);
    }

    [Fact]
    public async Task NatsAbsentAtTheStart_ServiceIsReadyUploadsWorkAndAreToldWhenItComes()
    {
        await _nats.KillAsync();
        await _scene.StartAsync(_nats.Url);

        using var health = await _scene.HealthAsync();
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        var revision = await _scene.UploadAsync("new.txt");
        Assert.Single(await _scene.PendingAsync());

        await _nats.StartAsync(Stop);
        Assert.Equal($"uploads.upload-ready.{revision.Id}", Assert.Single(await StoredEvents.WaitAsync(_nats.Url, 1)).Subject);
    }

    [Fact]
    public async Task NatsKilledAndBack_NothingIsLostOrDoubledAndEachUploadsOrderIsKept()
    {
        await _scene.StartAsync(_nats.Url);
        var uploads = Enumerable.Range(0, 10).Select(_ => UploadId.New()).ToList();
        await OweRoundAsync(uploads, "1");
        await _scene.NothingIsOwedAsync();

        await OweRoundAsync(uploads, "2", "3");
        await _nats.KillAsync();
        await OweRoundAsync(uploads, "4");
        await _nats.StartAsync(Stop);
        await OweRoundAsync(uploads, "5");
        await _scene.NothingIsOwedAsync();

        var stored = await StoredEvents.WaitAsync(_nats.Url, 50);
        Assert.Equal(50, stored.Count);
        Assert.All(uploads, upload => Assert.Equal(
            ["1", "2", "3", "4", "5"], stored.Where(message => message.Subject.EndsWith($"{upload}", StringComparison.Ordinal)).Select(message => message.Payload)));
    }

    [Fact]
    public async Task KilledBetweenAcknowledgementAndRemoval_TheStreamHasTheEventOnce()
    {
        var upload = UploadId.New();
        await _scene.OweAsync(upload, "one", "two");
        await using (var dying = JetStreamScene.Connect(_nats))
        {
            var pending = (await _scene.PendingAsync())[0];
            Assert.Null(await dying.Publisher.PrepareAsync(Stop));
            await dying.Publisher.PublishAsync(new OutgoingEvent(pending.Owed.Name, upload, pending.MessageId, pending.Owed.Payload, null), Stop);
        }

        await _scene.StartAsync(_nats.Url);
        await _scene.NothingIsOwedAsync();

        Assert.Equal(["one", "two"], (await StoredEvents.WaitAsync(_nats.Url, 2)).Select(message => message.Payload));
    }

    [Fact]
    public async Task StoreDeletedWhileItRuns_AfterTheRestartTheStreamIsThereAgain()
    {
        await _scene.StartAsync(_nats.Url);
        await _scene.UploadAsync("before.txt");
        await _scene.NothingIsOwedAsync();

        _nats.LoseStore();
        await _nats.KillAsync();
        await _nats.StartAsync(Stop);
        var revision = await _scene.UploadAsync("after.txt");
        await _scene.NothingIsOwedAsync();

        Assert.Equal($"uploads.upload-ready.{revision.Id}", Assert.Single(await StoredEvents.WaitAsync(_nats.Url, 1)).Subject);
    }

    [Fact]
    public async Task NatsAwayForTooLong_EventsAreDroppedAndLaterOnesAreTold()
    {
        await _nats.KillAsync();
        await _scene.StartAsync(_nats.Url, "--Outbox:MaximumAge=00:00:01");
        await _scene.UploadAsync("forgotten.txt");
        await _scene.NothingIsOwedAsync();

        await _nats.StartAsync(Stop);
        await _scene.StopAsync();
        await _scene.StartAsync(_nats.Url);
        var revision = await _scene.UploadAsync("told.txt");

        Assert.Equal($"uploads.upload-ready.{revision.Id}", Assert.Single(await StoredEvents.WaitAsync(_nats.Url, 1)).Subject);
    }

    [Fact]
    public async Task Stopped_WhatIsOwedIsToldAfterTheNextStart()
    {
        await _nats.KillAsync();
        await _scene.StartAsync(_nats.Url);
        var revision = await _scene.UploadAsync("new.txt");

        await _scene.StopAsync();
        await _nats.StartAsync(Stop);
        await _scene.StartAsync(_nats.Url);

        Assert.Equal($"uploads.upload-ready.{revision.Id}", Assert.Single(await StoredEvents.WaitAsync(_nats.Url, 1)).Subject);
    }

    [Fact]
    public async Task NoConnectionString_ServiceIsReadyAndKeepsWhatItOwes()
    {
        await _scene.StartAsync(nats: null);

        await _scene.UploadAsync("new.txt");

        using var health = await _scene.HealthAsync();
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Single(await _scene.PendingAsync());
    }

    private async Task OweRoundAsync(IEnumerable<UploadId> uploads, params string[] payloads)
    {
        foreach (var upload in uploads)
        {
            await _scene.OweAsync(upload, payloads);
        }
    }
}
