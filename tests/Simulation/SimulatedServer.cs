using System.IO.Pipelines;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.DataProvider.Simple;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Outbox;
using UploadProcessing.Storage.Sweeping;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace Simulation;

/// <summary>One process with the real code that begins, receives, finalizes and sweeps uploads; only what it waits for is simulated.</summary>
internal sealed class SimulatedServer : IDisposable
{
    private readonly SimulatedMetadata _metadata;
    private readonly UploadInitiation _initiation;
    private readonly BodyReceiver _receiver;
    private readonly NodeEditor _editor;
    private readonly TreeCollector _collector;
    private readonly Sweeper _sweeper;
    private readonly OutboxRelay _relay;

    public SimulatedServer(World world, string name)
    {
        Process = new SimulatedProcess(name);
        _metadata = new SimulatedMetadata(world.Database, world.Turns, Process);
        var blobs = new SimulatedBlobs(world.Disk, world.Turns, Process, world.Time);
        var options = Options.Create(new UploadOptions { ReservationStep = World.ReservationStep, RevisionsKept = World.RevisionsKept });
        var owed = new OutboxSignal();
        var finalizer = new UploadFinalizer(
            _metadata, blobs, owed, options, Options.Create(new MandatoryStepsOptions()), world.Time, NullLogger<UploadFinalizer>.Instance);
        var abortion = new UploadAbortion(_metadata, blobs, owed, world.Time, NullLogger<UploadAbortion>.Instance);
        _initiation = new UploadInitiation(_metadata, options, world.Time);
        _receiver = new BodyReceiver(
            _metadata, blobs, new UploadReservation(_metadata, options, world.Time),
            // Its clients wait for their answers, so nothing is accepted to be finalized later.
            new LastByte(finalizer, accepted: null!), abortion, NullLogger<BodyReceiver>.Instance);
        _collector = new TreeCollector(_metadata, blobs, NullLogger<TreeCollector>.Instance);
        _editor = new NodeEditor(_metadata, _collector, abortion, world.Time);
        _sweeper = Sweeper(world.Time, blobs, abortion);
        _relay = Relay(world);
    }

    public SimulatedProcess Process { get; }

    public ValueTask<InitiationResult> BeginAsync(UploadRequest upload, UserId user) => _initiation.BeginAsync(upload, user, CancellationToken.None);

    public ValueTask<CommitResult> ReceiveAsync(UploadSession session, PipeReader body) => _receiver.ReceiveAsync(session, body, Preferences.None, CancellationToken.None);

    public ValueTask<NodeResult> RemoveAsync(NodeReference node, UserId user) => _editor.RemoveAsync(node, user, CancellationToken.None);

    public Task CollectAsync() => _collector.CollectAsync(CancellationToken.None);

    public Task SweepAsync() => _sweeper.SweepAsync(CancellationToken.None);

    public Task RelayAsync() => _relay.RelayAsync(CancellationToken.None);

    public void Dispose()
    {
        _collector.Dispose();
        _sweeper.Dispose();
    }

    private OutboxRelay Relay(World world)
    {
        // No event gets too old here: each must arrive in the end.
        var options = Options.Create(new OutboxOptions { BatchSize = 2, MaximumAge = TimeSpan.FromDays(365) });
        var publisher = new SimulatedPublisher(world.Bus, world.Turns, Process);
        return new OutboxRelay(_metadata, publisher, options, world.Time, NullLogger<OutboxRelay>.Instance);
    }

    private Sweeper Sweeper(TimeProvider time, SimulatedBlobs blobs, UploadAbortion abortion)
    {
        var options = Options.Create(new SweepingOptions());
        return new Sweeper(
            [
                new ExpiredUploads(_metadata, blobs, abortion, time),
                new AbandonedUploads(_metadata, blobs, abortion, options, time),
                new OrphanedBlobs(new OrphanFinder(_metadata, blobs, options, time), blobs, options, time, NullLogger<OrphanedBlobs>.Instance),
                new EndedUploads(_metadata, options, time),
            ],
            _collector, options, time, NullLogger<Sweeper>.Instance);
    }
}
