using System.Diagnostics;
using System.Globalization;

namespace UploadProcessing.TestSupport;

/// <summary>How long the soak tests run and from which seed on: SOAK_MINUTES and SOAK_SEED, as ./test --soak sets them.</summary>
public static class Soak
{
    /// <summary>The first run's seed; every further run has the next number, so that the seed of any run can be given to repeat it at once.</summary>
    public static int Seed { get; } = (int)Setting("SOAK_SEED", Random.Shared.Next(1 << 30));

    /// <summary>How long each soak test runs.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromMinutes(Setting("SOAK_MINUTES", 10));

    /// <summary>Makes one run after the other, on every core, until the time is over.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> RunAsync(Func<int, Task> run, CancellationToken cancellationToken)
    {
        var (clock, runs) = (Stopwatch.StartNew(), 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, Environment.ProcessorCount), cancellationToken, async (_, stop) =>
        {
            do
            {
                stop.ThrowIfCancellationRequested();
                var seed = unchecked(Seed + Interlocked.Increment(ref runs) - 1);
                try
                {
                    await run(seed);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    throw new InvalidOperationException($"SOAK_SEED={seed} makes this run again: {exception.Message}", exception);
                }
            }
            while (clock.Elapsed < Duration);
        });
        return runs;
    }

    private static double Setting(string name, double otherwise) =>
        double.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
