using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Benchmarks.Metadata;

/// <summary>One of the processes: its callers begin and commit one upload after the other, then it tells what each write took.</summary>
internal static class Worker
{
    public const string Command = "worker";
    public const string Ready = "ready";

    /// <summary>The session, and the commit: node, revision, five ancestors, quota, session, owed event.</summary>
    public const int WritesPerUpload = 2;

    private const int Callers = 16;

    // Not measured: code is compiled, statements are prepared.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static TimeSpan Measured { get; } = TimeSpan.FromSeconds(6);

    public static UserId User { get; } = new("einstein");

    public static IReadOnlyList<string> Folders { get; } = ["one", "two", "three", "four"];

    public static async Task RunAsync(string folder, bool inTurns)
    {
        await using var store = Store.Open(folder, inTurns);
        var spaces = await store.GetRequiredService<SpaceDirectory>().ListAsync(User, after: null, limit: 1, CancellationToken.None);
        Console.WriteLine(Ready);
        await Console.In.ReadLineAsync();

        var waits = new ConcurrentBag<double>();
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(store, spaces[0].Space.Id, begun, waits))));
        foreach (var wait in waits)
        {
            Console.WriteLine(wait.ToString("F3", CultureInfo.InvariantCulture));
        }
    }

    private static async Task CallAsync(IServiceProvider store, SpaceId space, long begun, ConcurrentBag<double> waits)
    {
        var initiation = store.GetRequiredService<UploadInitiation>();
        var finalizer = store.GetRequiredService<UploadFinalizer>();
        var received = new ReceivedBytes(0, new Checksum("xxh3", "2d06800538d394c2"), null);
        while (Stopwatch.GetElapsedTime(begun) < WarmUp + Measured)
        {
            var file = new NodeReference(space, null, [.. Folders, $"{Guid.NewGuid():N}"]);
            var request = new UploadRequest(file, 0, null, null, UploadPreconditions.None, null);
            var session = await TimeAsync(initiation.BeginAsync(request, User, CancellationToken.None), begun, waits);
            var committed = await TimeAsync(finalizer.FinalizeAsync(session.Session!.Id, received), begun, waits);
            if (committed.Refusal is not null)
            {
                throw new InvalidOperationException(committed.Detail);
            }
        }
    }

    private static async Task<T> TimeAsync<T>(ValueTask<T> write, long begun, ConcurrentBag<double> waits)
    {
        var since = Stopwatch.GetTimestamp();
        var result = await write;
        if (Stopwatch.GetElapsedTime(begun) is var now && now > WarmUp && now <= WarmUp + Measured)
        {
            waits.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        return result;
    }
}
