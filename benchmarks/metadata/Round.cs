using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.Benchmarks.Metadata;

/// <summary>What one round showed.</summary>
/// <param name="UploadsPerSecond">Of all processes together.</param>
/// <param name="Fairness">What the process with the fewest uploads had of the one with the most.</param>
/// <param name="Waits">Milliseconds that each write took, from the call to the answer.</param>
internal sealed record RoundResult(double UploadsPerSecond, double Fairness, IReadOnlyList<double> Waits);

/// <summary>Several processes at once on one new database.</summary>
internal static class Round
{
    public static async Task<RoundResult> RunAsync(string parent, int processes, bool inTurns)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"metadata-benchmark-{Guid.NewGuid():N}")).FullName;
        try
        {
            await PrepareAsync(folder);
            var workers = Enumerable.Range(0, processes).Select(_ => Start(folder, inTurns)).ToList();
            foreach (var worker in workers)
            {
                Expect(Worker.Ready, await worker.StandardOutput.ReadLineAsync());
            }

            // All are up: now all begin.
            workers.ForEach(worker => worker.StandardInput.WriteLine());
            var waits = await Task.WhenAll(workers.Select(ReadAsync));
            var writes = waits.Select(one => (double)one.Count).ToList();
            return new RoundResult(
                writes.Sum() / Worker.WritesPerUpload / Worker.Measured.TotalSeconds, writes.Min() / writes.Max(), [.. waits.SelectMany(one => one)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A space with four folders inside each other: with the root, five ancestors for every file.</summary>
    private static async Task PrepareAsync(string folder)
    {
        await using var store = Store.Open(folder, inTurns: true);
        var space = await store.GetRequiredService<SpaceDirectory>().CreateAsync(
            "Benchmark", SpaceType.Project, Worker.User, quotaBytes: null, fileLimit: null, CancellationToken.None);
        for (var depth = 1; depth <= Worker.Folders.Count; depth++)
        {
            var made = await store.GetRequiredService<NodeEditor>().CreateFolderAsync(
                new NodeReference(space!.Id, null, [.. Worker.Folders.Take(depth)]), Worker.User, CancellationToken.None);
            Expect(null, made.Detail);
        }
    }

    private static Process Start(string folder, bool inTurns)
    {
        var command = new ProcessStartInfo(Environment.ProcessPath!, [Worker.Command, folder, inTurns.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(command)!;
    }

    private static async Task<List<double>> ReadAsync(Process worker)
    {
        using (worker)
        {
            var waits = new List<double>();
            while (await worker.StandardOutput.ReadLineAsync() is { } line)
            {
                waits.Add(double.Parse(line, CultureInfo.InvariantCulture));
            }

            await worker.WaitForExitAsync();
            Expect(0, worker.ExitCode);
            return waits;
        }
    }

    private static void Expect<T>(T expected, T found)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
        {
            throw new InvalidOperationException($"Expected '{expected}', found '{found}'.");
        }
    }
}
