using Microsoft.Extensions.Logging;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using ServiceTests.Messaging.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.TestSupport;

namespace ServiceTests.Messaging;

/// <summary>The stream is what was asked for, or somebody is told that it is not.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private JetStreamScene _scene = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scene = await JetStreamScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Ensure_AtAServerThatCannotSync_WarnsOnce()
    {
        using var logs = new KeptLogs();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(logs));
        var setup = _scene.Setup(logger: factory.CreateLogger<StreamSetup>());

        await setup.EnsureAsync(Stop);
        await setup.EnsureAsync(Stop);

        var canSync = Version.Parse(_scene.JetStream.Connection.ServerInfo!.Version.Split('-')[0]) >= new Version(2, 10);
        Assert.Equal(canSync ? 0 : 1, logs.All.Count(log => log.Level is LogLevel.Warning && log.Message.Contains("sync_interval", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ensure_NothingThere_MakesTheStreamThatWasAskedFor()
    {
        Assert.Empty(await _scene.Setup(options => options.MaximumAge = TimeSpan.FromDays(3)).EnsureAsync(Stop));

        var made = (await _scene.StreamAsync()).Info.Config;
        Assert.Equal(["uploads.>"], made.Subjects!);
        Assert.Equal(StreamConfigStorage.File, made.Storage);
        Assert.Equal((TimeSpan.FromDays(3), 256 << 20, 1, TimeSpan.FromMinutes(2)), (made.MaxAge, made.MaxBytes, made.NumReplicas, made.DuplicateWindow));
    }

    [Fact]
    public async Task Ensure_ByManyAtOnceWithOtherOptions_EndsWithOneStream()
    {
        var setups = Enumerable.Range(1, 8).Select(number => _scene.Setup(options => options.MaximumAge = TimeSpan.FromDays(number % 2 + 1)));

        var differences = await Task.WhenAll(setups.Select(setup => setup.EnsureAsync(Stop).AsTask()));

        Assert.All(differences, Assert.Empty);
        Assert.Contains((await _scene.StreamAsync()).Info.Config.MaxAge, new[] { TimeSpan.FromDays(1), TimeSpan.FromDays(2) });
    }

    [Fact]
    public async Task Ensure_OtherOptionsThanBefore_ChangesTheStreamAndKeepsItsEvents()
    {
        await _scene.Publisher.PrepareAsync(Stop);
        await _scene.Publisher.PublishAsync(new OutgoingEvent(EventName.UploadReady, UploadId.New(), "1", "{}", null), Stop);

        Assert.Empty(await _scene.Setup(options => options.MaximumBytes = 2 << 20).EnsureAsync(Stop));

        var info = (await _scene.StreamAsync()).Info;
        Assert.Equal((2 << 20, 1), (info.Config.MaxBytes, info.State.Messages));
    }

    [Fact]
    public async Task Ensure_StreamWithAHole_MakesItAgainEmpty()
    {
        await _scene.Setup().EnsureAsync(Stop);
        for (var number = 0; number < 3; number++)
        {
            (await _scene.JetStream.PublishAsync($"uploads.upload-ready.{number}", number, cancellationToken: Stop)).EnsureSuccess();
        }

        await (await _scene.StreamAsync()).DeleteMessageAsync(new StreamMsgDeleteRequest { Seq = 2 }, Stop);

        Assert.Empty(await _scene.Setup().EnsureAsync(Stop));

        Assert.Equal(0, (await _scene.StreamAsync()).Info.State.Messages);
    }

    [Fact]
    public async Task Ensure_WhatAnOperatorHasAdded_Stays()
    {
        await _scene.Setup().EnsureAsync(Stop);
        var found = (await _scene.StreamAsync()).Info.Config;
        await _scene.JetStream.UpdateStreamAsync(found with { Description = "watched by ops", MaxMsgSize = 4096 }, Stop);

        Assert.Empty(await _scene.Setup(options => options.MaximumBytes = 2 << 20).EnsureAsync(Stop));

        var kept = (await _scene.StreamAsync()).Info.Config;
        Assert.Equal(("watched by ops", 4096, 2 << 20), (kept.Description, kept.MaxMsgSize, kept.MaxBytes));
    }

    [Fact]
    public async Task StreamInMemory_WhichCannotBecomeFiles_IsAProblemThatNamesIt()
    {
        await _scene.JetStream.CreateStreamAsync(new(UploadSubjects.Stream, [UploadSubjects.All]) { Storage = StreamConfigStorage.Memory }, Stop);

        var problem = await _scene.Publisher.PrepareAsync(Stop);

        Assert.Contains("storage", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreReplicasThanServers_IsAProblemThoughTheServerSaysNothing()
    {
        await _scene.Setup().EnsureAsync(Stop);
        var setup = _scene.Setup(options => options.Replicas = 3);

        var problem = await new EventPublisher(_scene.JetStream, setup).PrepareAsync(Stop);

        Assert.Contains("replicas", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralFiltersOfAConsumer_WhereTheServerIgnoresThem_AreFound()
    {
        await _scene.Setup().EnsureAsync(Stop);
        var asked = new ConsumerConfig("several") { FilterSubjects = ["uploads.a.*", "uploads.b.*"], AckWait = TimeSpan.FromSeconds(7) };

        var made = await _scene.JetStream.CreateOrUpdateConsumerAsync(UploadSubjects.Stream, asked, Stop);

        var differences = ConfigurationDifferences.Between(asked, made.Info.Config);
        if (Version.Parse(_scene.JetStream.Connection.ServerInfo!.Version) < new Version(2, 10))
        {
            Assert.Equal("filter_subjects: asked for [\"uploads.a.*\",\"uploads.b.*\"], got nothing", Assert.Single(differences));
        }
        else
        {
            Assert.Empty(differences);
        }
    }
}
