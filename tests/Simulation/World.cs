using Microsoft.Extensions.Time.Testing;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;

namespace Simulation;

/// <summary>Two servers on one store, their clients, and chance: one thread, one clock, one seed.</summary>
internal sealed class World : IDisposable
{
    public const int ReservationStep = 16;
    public const int RevisionsKept = 2;
    private const int Quota = 400;

    private readonly Scenario _scenario;
    private readonly Random _random;
    private readonly SimulatedServer[] _servers;
    private readonly List<Task> _running = [];

    public World(Scenario scenario)
    {
        _scenario = scenario;
        _random = new Random(scenario.Seed);
        Turns = new Turns(_random);
        Disk = new SimulatedDisk(_random) { FaultEvery = scenario.DiskFaultEvery };
        Bus = new SimulatedBus(_random) { FaultEvery = scenario.BusFaultEvery };
        Space = MakeSpace();
        _servers = [new SimulatedServer(this, "first"), new SimulatedServer(this, "second")];
    }

    public static UserId Editor { get; } = new("einstein");

    public SimulatedDatabase Database { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public SimulatedDisk Disk { get; }

    public SimulatedBus Bus { get; }

    public Turns Turns { get; }

    public Journal Journal { get; } = new();

    public SpaceId Space { get; }

    public SimulatedServer AnyServer() => _servers[_random.Next(_servers.Length)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Everything happens; then what is broken is mended, all that is owed is done, and the promises are checked.</summary>
    public void Run()
    {
        foreach (var request in _scenario.Requests)
        {
            _running.Add(new SimulatedClient(this, request).RunAsync());
        }

        while (Turns.Count > 0)
        {
            Happen();
            Promises.HoldAlways(this);
        }

        Mend();
        Promises.HoldInTheEnd(this);
    }

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            server.Dispose();
        }

        Database.Dispose();
    }

    private void Happen()
    {
        if (IsTime(_scenario.CrashEvery))
        {
            Crash(_random.Next(_servers.Length));
        }
        else if (IsTime(_scenario.PowerCutEvery))
        {
            Crash(0);
            Crash(1);
            Disk.CutPower();
        }
        else if (_random.Next(20) == 0)
        {
            Start(AnyServer().CollectAsync());
        }
        else if (_random.Next(20) == 0)
        {
            Start(AnyServer().RelayAsync());
        }
        else if (_random.Next(30) == 0)
        {
            // Long enough that an upload nobody sends is abandoned, and in some runs that everything expires.
            Time.Advance(TimeSpan.FromMinutes(_random.Next(20) == 0 ? 60 * 24 * 8 : 31));
            Start(AnyServer().SweepAsync());
        }
        else if (Turns.Count > 0)
        {
            Turns.Give();
        }
    }

    private bool IsTime(int every) => every > 0 && _random.Next(every) == 0;

    private void Crash(int number)
    {
        var crashed = _servers[number].Process;
        _servers[number] = new SimulatedServer(this, crashed.Name);
        Turns.Drop(crashed);
        Disk.Release(crashed);
        crashed.Kill();
    }

    private void Mend()
    {
        Disk.FaultEvery = 0;
        Bus.FaultEvery = 0;
        Crash(0);
        Time.Advance(TimeSpan.FromDays(40));
        Start(_servers[0].CollectAsync());
        Start(_servers[0].SweepAsync());
        Start(_servers[0].RelayAsync());
        while (Turns.Count > 0)
        {
            Turns.Give();
        }

        foreach (var ended in _running.Where(task => task.IsFaulted))
        {
            throw new InvalidOperationException("Something failed that was not to.", ended.Exception);
        }
    }

    private void Start(Task task) => _running.Add(task);

    private SpaceId MakeSpace() => Database.Run(async transaction =>
    {
        var space = new Space(SpaceId.New(), "Lab", SpaceType.Project, Editor, NodeId.New(), Quota, 0, 0, Time.GetUtcNow());
        await transaction.Spaces.CreateAsync(space);
        await transaction.Nodes.AddFolderAsync(
            new Node(NodeId.New(), space.Id, space.Root, "folder", NodeKind.Folder, 0, ETag.New(), Time.GetUtcNow(), null));
        return space.Id;
    });
}
