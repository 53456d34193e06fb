using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Scenarios;

namespace UploadProcessing.LoadTests.Comparison;

/// <summary>The same load for every contender in turns, so that whatever else the machine does meets all of them.</summary>
internal sealed class Rounds
{
    private readonly Dictionary<string, List<Figures>> _figures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<double>> _flushes = new(StringComparer.Ordinal);

    public static Rounds Run(string title, int rounds, Load load, IReadOnlyList<Contender> contenders)
    {
        var result = new Rounds();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var contender in contenders)
            {
                var figures = load.Run(contender.Way, contender.Processes);
                var flush = Leavings.Clear(contender);
                result.Add(contender.Name, figures, flush);
                Console.Error.WriteLine(FormattableString.Invariant(
                    $"{title} {round}: {contender.Name,-22} {figures.MiBPerSecond,7:F1} MiB/s ({figures.MiBPerSecondUntilLastByte:F1} until the last byte) {figures.UploadsPerSecond,6:F0}/s p99 {figures.Latencies.At(0.99):F1} ms, {figures.CpuSecondsPerGiB:F2} CPU-s/GiB, peak {string.Join(' ', figures.PeakKiB.Values.Select(peak => peak / 1024))} MiB, flushed for it {flush:F2} s, {figures.Failed} errors"));
            }
        }

        return result;
    }

    /// <summary>The median of the rounds.</summary>
    public double Of(string contender, Func<Figures, double> figure) => Median(_figures[contender].Select(figure));

    /// <summary>Throughput if the files had been flushed too; of who flushes, the same as without.</summary>
    public double DurableMiBPerSecond(string contender) => Median(_figures[contender].Zip(
        _flushes[contender], (figures, flush) => figures.MiBPerSecond * figures.Elapsed.TotalSeconds / (figures.Elapsed.TotalSeconds + flush)));

    public bool Has(string contender) => _figures.ContainsKey(contender);

    public int Failed => _figures.Values.Sum(rounds => rounds.Sum(round => round.Failed));

    private static double Median(IEnumerable<double> values) => new Latencies(values).Median;

    private void Add(string contender, Figures figures, double flush)
    {
        if (!_figures.TryGetValue(contender, out var all))
        {
            (_figures[contender], _flushes[contender]) = (all = [], []);
        }

        all.Add(figures);
        _flushes[contender].Add(flush);
    }
}
