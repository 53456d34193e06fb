using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using UploadProcessing.LoadTests.Http;
using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Scenarios;

/// <summary>So many files of one size, so many at a time: a thread for each, which uploads the next as soon as it has an answer.</summary>
internal sealed record Load(int Count, long Size, int Concurrency)
{
    public Figures Run(Way way, Processes server)
    {
        var (latencies, waits) = (new ConcurrentBag<double>(), new ConcurrentBag<double>());
        var errors = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var run = Guid.NewGuid().ToString("N")[..8];
        var next = 0;
        server.ResetPeaks();
        var cpu = server.CpuSeconds();
        var begun = Stopwatch.GetTimestamp();
        Workers.Run(Concurrency, () =>
        {
            using var client = new Client();
            for (int number; (number = Interlocked.Increment(ref next)) <= Count;)
            {
                var since = Stopwatch.GetTimestamp();
                try
                {
                    way(client, $"{run}-{number}.bin", Size);
                    var now = Stopwatch.GetTimestamp();
                    latencies.Add(Stopwatch.GetElapsedTime(since, now).TotalMilliseconds);
                    waits.Add(Stopwatch.GetElapsedTime(client.LastByteAt, now).TotalMilliseconds);
                }
                catch (Exception failure) when (failure is UploadFailed or IOException or SocketException)
                {
                    errors.AddOrUpdate(failure.Message, 1, (_, count) => count + 1);
                }
            }
        });
        return new Figures(
            latencies.Count, latencies.Count * Size, Stopwatch.GetElapsedTime(begun), new Latencies(latencies), new Latencies(waits), errors,
            server.CpuSeconds() - cpu, server.Peaks());
    }
}
