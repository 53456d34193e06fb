using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Outbox;

namespace StorageConformance;

/// <summary>What a commit owes is published, whole and in order, whatever becomes of the bus in between.</summary>
public abstract class OutboxTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private readonly FakeBus _bus = new();
    private readonly OutboxOptions _options = new();

    private IMetadataStore Metadata => Driver.Get<IMetadataStore>();

    private OutboxRelay Relay => new(Metadata, _bus, Options.Create(_options), Driver.Time, NullLogger<OutboxRelay>.Instance);

    [Fact]
    public async Task Commit_OwesTheWholeEvent()
    {
        await CreateFolderAsync("a");
        var first = await UploadAsync("a/naïve.txt", "hello");
        var second = await UploadAsync("a/naïve.txt", "hello again");

        await Relay.RelayAsync(Stop);

        var events = _bus.Received.Select(pending => UploadReady.FromJson(Encoding.UTF8.GetBytes(pending.Owed.Payload))).ToList();
        Assert.Equal(
            new UploadReady
            {
                UploadId = first.Revision!.Id,
                SpaceId = Space,
                SpaceOwner = Einstein,
                NodeId = first.File!.Id,
                ParentId = (await FindAsync("a")).Node!.Id,
                Name = "naïve.txt",
                Size = 5,
                ETag = first.File.ETag,
                ModifiedAt = first.Revision.ModifiedAt,
                Digest = first.Revision.Digest.ToString(),
                UserId = Einstein,
                Created = true,
                ReadyAt = first.Revision.CreatedAt,
            },
            events.Single(ready => ready.UploadId == first.Revision.Id));
        var other = events.Single(ready => ready.UploadId == second.Revision!.Id);
        Assert.Equal((first.File.Id, 11, false), (other.NodeId, other.Size, other.Created));
    }

    [Fact]
    public async Task Finalize_Twice_OwesOneEvent()
    {
        var begun = await BeginAsync("file", 3);
        var received = await SendAsync(begun.Session!.Id, "one");
        await FinalizeAsync(begun.Session.Id, received);
        await FinalizeAsync(begun.Session.Id, received);

        Assert.Equal(1, (await BacklogAsync()).Events);
    }

    [Fact]
    public async Task Finalize_Refused_OwesNothing()
    {
        var begun = await BeginAsync("file", 5);
        await FinalizeAsync(begun.Session!.Id, await SendAsync(begun.Session.Id, "one"));

        Assert.Equal(0, (await BacklogAsync()).Events);
    }

    [Fact]
    public async Task Published_IsOwedNoLonger()
    {
        await UploadAsync("file", "one");

        Assert.Equal(new RelayRound(1, null), await Relay.RelayAsync(Stop));
        Assert.Equal(new RelayRound(0, null), await Relay.RelayAsync(Stop));

        Assert.Single(_bus.Received);
        Assert.Equal(new Backlog(0, null), await BacklogAsync());
    }

    [Fact]
    public async Task BusAway_EverythingIsOwedStillAndPublishedAfterARestart()
    {
        var uploads = new List<UploadId>();
        for (var number = 0; number < 5; number++)
        {
            uploads.Add((await UploadAsync($"file{number}", "one")).Revision!.Id);
        }

        _bus.Away = "away";
        Assert.Equal(new RelayRound(0, "away"), await Relay.RelayAsync(Stop));
        await Driver.RestartAsync();
        Assert.Equal(5, (await BacklogAsync()).Events);

        _bus.Away = null;
        Assert.Equal(new RelayRound(5, null), await Relay.RelayAsync(Stop));
        Assert.Equal(uploads.ToHashSet(), _bus.Received.Select(pending => pending.Owed.Upload).ToHashSet());
    }

    [Fact]
    public async Task CrashBetweenAcknowledgementAndRemoval_PublishesTheSameMessageAgain()
    {
        await UploadAsync("file", "one");
        var dying = new OutboxRelay(
            new DyingStore(Metadata), _bus, Options.Create(_options), Driver.Time, NullLogger<OutboxRelay>.Instance);
        await Assert.ThrowsAsync<IOException>(() => dying.RelayAsync(Stop));

        await Relay.RelayAsync(Stop);

        Assert.Equal(2, _bus.Received.Count);
        Assert.Equal(_bus.Received[0], _bus.Received[1]);
        Assert.Equal(_bus.Received[0].MessageId, _bus.Received[1].MessageId);
        Assert.Equal(0, (await BacklogAsync()).Events);
    }

    [Fact]
    public async Task MessageId_IsNeverUsedAgain()
    {
        var upload = UploadId.New();
        await OweAsync(upload, "one");
        await Relay.RelayAsync(Stop);
        await OweAsync(upload, "one");
        await Relay.RelayAsync(Stop);

        Assert.Equal(2, _bus.Received.Select(pending => pending.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task EventsOfOneUpload_KeepTheirOrderThroughFailures()
    {
        var uploads = Enumerable.Range(0, 4).Select(_ => UploadId.New()).ToList();
        for (var number = 0; number < 20; number++)
        {
            await OweAsync(uploads[number % 4], $"{number:00}");
        }

        var tries = 0;
        _bus.Answer = _ => Interlocked.Increment(ref tries) % 3 == 0 ? new PublishProblem("lost", IsFinal: false) : null;
        while ((await BacklogAsync()).Events > 0)
        {
            await Relay.RelayAsync(Stop);
        }

        Assert.All(uploads, upload => Assert.Equal(
            _bus.Received.Where(pending => pending.Owed.Upload == upload).OrderBy(pending => pending.Number),
            _bus.Received.Where(pending => pending.Owed.Upload == upload)));
        Assert.Equal(20, _bus.Received.Count);
    }

    [Fact]
    public async Task Backlog_LargerThanABatch_GoesInBatches()
    {
        _options.BatchSize = 7;
        for (var number = 0; number < 30; number++)
        {
            await OweAsync(UploadId.New(), "one");
        }

        Assert.Equal(new RelayRound(30, null), await Relay.RelayAsync(Stop));

        Assert.Equal(5, _bus.Batches);
        Assert.InRange(_bus.Widest, 1, 7);
    }

    [Fact]
    public async Task EventThatTheBusRefuses_IsDroppedAndHoldsNobodyUp()
    {
        var upload = UploadId.New();
        await OweAsync(upload, "poison");
        await OweAsync(upload, "two");
        _bus.Answer = pending => pending.Owed.Payload == "poison" ? new PublishProblem("too large", IsFinal: true) : null;

        Assert.Equal(new RelayRound(1, null), await Relay.RelayAsync(Stop));

        Assert.Equal("two", Assert.Single(_bus.Received).Owed.Payload);
        Assert.Equal(0, (await BacklogAsync()).Events);
    }

    [Fact]
    public async Task TooOld_IsDroppedThoughTheBusIsAwayAndWhatIsYoungerStays()
    {
        _options.BatchSize = 2;
        for (var number = 0; number < 5; number++)
        {
            await OweAsync(UploadId.New(), "old");
        }

        Driver.Time.Advance(TimeSpan.FromDays(6));
        await OweAsync(UploadId.New(), "young");
        Driver.Time.Advance(TimeSpan.FromDays(1.5));
        _bus.Away = "away";
        await Relay.RelayAsync(Stop);
        Assert.Equal(1, (await BacklogAsync()).Events);

        _bus.Away = null;
        await Relay.RelayAsync(Stop);
        Assert.Equal("young", Assert.Single(_bus.Received).Owed.Payload);
    }

    [Fact]
    public async Task Stopped_WhatWasAcknowledgedIsRemoved()
    {
        using var stopping = new CancellationTokenSource();
        var upload = UploadId.New();
        await OweAsync(upload, "one");
        await OweAsync(upload, "two");
        _bus.Answer = pending =>
        {
            stopping.Cancel();
            return null;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Relay.RelayAsync(stopping.Token));

        Assert.Equal("one", Assert.Single(_bus.Received).Owed.Payload);
        Assert.Equal(1, (await BacklogAsync()).Events);
    }

    [Fact]
    public async Task Commit_WakesTheRelayOfItsProcess()
    {
        await UploadAsync("file", "one");

        await Driver.Get<OutboxSignal>().WaitAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    private ValueTask<Backlog> BacklogAsync() => Metadata.ReadAsync(transaction => transaction.Outbox.BacklogAsync(), Stop);

    private ValueTask<bool> OweAsync(UploadId upload, string payload) => Metadata.WriteAsync(async transaction =>
    {
        await transaction.Outbox.OweAsync(new OwedEvent(EventName.UploadReady, upload, payload, null, Driver.Time.GetUtcNow()));
        return true;
    }, Stop);

    /// <summary>Its process dies before anything is written.</summary>
    private sealed class DyingStore(IMetadataStore store) : IMetadataStore
    {
        public ValueTask<T> ReadAsync<T>(Func<IMetadataTransaction, ValueTask<T>> read, CancellationToken cancellationToken) =>
            store.ReadAsync(read, cancellationToken);

        public ValueTask<T> WriteAsync<T>(Func<IMetadataTransaction, ValueTask<T>> write, CancellationToken cancellationToken) =>
            throw new IOException("The process was killed.");
    }
}
