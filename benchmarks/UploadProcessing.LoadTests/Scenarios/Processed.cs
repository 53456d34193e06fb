using System.Diagnostics;
using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Scenarios;

/// <summary>Files that mandatory steps look at: how fast they are taken, how far the steps are behind, and when all are done.</summary>
internal sealed record Processed(Load Load)
{
    /// <returns>Figures of the clients; the time until the last upload was done; the deepest each queue was.</returns>
    public async Task<(Figures Taken, TimeSpan Done, IReadOnlyDictionary<string, long> Deepest)> RunAsync(Way way, Processes server, string nats)
    {
        await using var queues = new QueueDepths(nats);
        var begun = Stopwatch.GetTimestamp();
        var loading = Task.Run(() => Load.Run(way, server));
        await queues.WatchAsync(loading);
        return (await loading, Stopwatch.GetElapsedTime(begun), queues.Deepest);
    }
}
