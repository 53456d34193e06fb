using System.Diagnostics;
using UploadProcessing.LoadTests.Http;
using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Scenarios;

/// <summary>What those who watch uploads cost: their memory, and the processor while nothing happens and while bytes arrive.</summary>
/// <param name="Count">Watchers.</param>
/// <param name="Uploads">Uploads they watch, each as many.</param>
/// <param name="Duration">How long nothing happens, and how long bytes arrive.</param>
internal sealed record Watched(int Count, int Uploads, TimeSpan Duration)
{
    private const int WarmUp = 200;
    private const int Piece = 1024;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public WatchFigures Run(Server server, Processes processes)
    {
        using var client = new Client();
        var uploads = Enumerable.Range(0, Uploads).Select(number => Uploading.CreateWatched(client, server, $"{Guid.NewGuid():N}-{number}.bin", 1 << 30)).ToList();
        // What the first ones make once (code, pools) is nobody's.
        using (var first = new Watchers())
        {
            Open(first, server, uploads, Math.Min(WarmUp, Count));
            Send(client, server, uploads, offset: 0);
            Hold(first, Settling, () => { });
        }

        Thread.Sleep(Settling);
        var before = processes.Resident();
        using var watchers = new Watchers();
        Open(watchers, server, uploads, Count);
        Hold(watchers, Settling, () => { });

        var (idleMessages, idle) = Measure(processes, () => Hold(watchers, Duration, () => { }));
        var offset = (long)Piece;
        var (messages, busy) = Measure(processes, () => Hold(watchers, Duration, () =>
        {
            Send(client, server, uploads, offset);
            offset += Piece;
        }));
        var after = processes.Resident();
        return new WatchFigures(
            after.ToDictionary(one => one.Key, one => (one.Value - before[one.Key]) / (double)Count), idle, idleMessages / Duration.TotalSeconds, busy,
            messages / Duration.TotalSeconds);
    }

    private static void Open(Watchers watchers, Server server, List<(string Location, string Progress)> uploads, int count)
    {
        for (var number = 0; number < count; number++)
        {
            watchers.Open(server.Watch(uploads[number % uploads.Count].Progress));
        }
    }

    private static void Send(Client client, Server server, List<(string Location, string Progress)> uploads, long offset)
    {
        foreach (var (location, _) in uploads)
        {
            client.Send(server.PatchSome(location, offset, Piece));
        }
    }

    /// <returns>Messages that came; processor seconds a second of each process.</returns>
    private (int Messages, Dictionary<string, double> Cpu) Measure(Processes processes, Func<int> work)
    {
        var before = processes.Names.ToDictionary(name => name, name => processes.Only(name).CpuSeconds());
        var messages = work();
        return (messages, before.ToDictionary(one => one.Key, one => (processes.Only(one.Key).CpuSeconds() - one.Value) / Duration.TotalSeconds));
    }

    private static int Hold(Watchers watchers, TimeSpan duration, Action everySecond)
    {
        var messages = 0;
        var begun = Stopwatch.GetTimestamp();
        for (var beats = 1; Stopwatch.GetElapsedTime(begun) < duration; beats++)
        {
            everySecond();
            messages += watchers.Read();
            if (beats * Beat - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } left)
            {
                Thread.Sleep(left);
            }
        }

        return messages;
    }
}

/// <summary>What watchers cost.</summary>
/// <param name="KiB">KiB a watcher, of each process.</param>
/// <param name="Idle">Processor seconds a second while nothing happens.</param>
/// <param name="IdleMessages">Messages a second meanwhile: heartbeats.</param>
/// <param name="Busy">Processor seconds a second while bytes arrive.</param>
/// <param name="BusyMessages">Messages a second meanwhile.</param>
internal sealed record WatchFigures(
    IReadOnlyDictionary<string, double> KiB, IReadOnlyDictionary<string, double> Idle, double IdleMessages, IReadOnlyDictionary<string, double> Busy, double BusyMessages);
