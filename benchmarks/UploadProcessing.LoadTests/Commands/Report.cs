using System.Globalization;
using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Scenarios;

namespace UploadProcessing.LoadTests.Commands;

/// <summary>Figures as text.</summary>
internal static class Report
{
    public static void Write(Figures figures)
    {
        Line($"{figures.Uploads} uploads in {figures.Elapsed.TotalSeconds:F2} s: {figures.UploadsPerSecond:F0}/s, {figures.MiBPerSecond:F1} MiB/s ({figures.MiBPerSecondUntilLastByte:F1} until the last byte)");
        Line($"ms an upload: p50 {figures.Latencies.Median:F1}, p99 {figures.Latencies.At(0.99):F1}; from the last byte to the answer: p50 {figures.Waits.Median:F1}, p99 {figures.Waits.At(0.99):F1}");
        if (figures.PeakKiB.Count > 0)
        {
            Line($"server CPU: {figures.CpuSeconds:F2} s, {figures.CpuSecondsPerGiB:F2} s/GiB; peak MiB: {string.Join(", ", figures.PeakKiB.Select(peak => $"{peak.Key} {peak.Value / 1024}"))}");
        }

        Line($"errors: {figures.Failed}");
        foreach (var (error, count) in figures.Errors)
        {
            Line($"  {count} × {error}");
        }
    }

    public static void Write(Growth growth)
    {
        foreach (var (name, end) in growth.AtTheEnd)
        {
            Line($"{name}: {end:F1} KiB an upload at the end, {growth.AtTheMost[name]:F1} at the most");
        }
    }

    public static void Write(int uploads, TimeSpan done, IReadOnlyDictionary<string, long> deepest)
    {
        Line($"all done after {done.TotalSeconds:F2} s: {uploads / done.TotalSeconds:F0}/s");
        foreach (var (name, depth) in deepest.OrderBy(queue => queue.Key, StringComparer.Ordinal))
        {
            Line($"  {name}: at most {depth} events behind");
        }
    }

    public static void Write(WatchFigures figures)
    {
        Line($"messages a second: {figures.IdleMessages:F0} while nothing happens, {figures.BusyMessages:F0} while bytes arrive");
        foreach (var (name, size) in figures.KiB)
        {
            Line($"{name}: {size:F1} KiB a watcher; {100 * figures.Idle[name]:F1} % of a core while nothing happens, {100 * figures.Busy[name]:F1} % while bytes arrive");
        }
    }

    public static void Write(long spans, long refused, IReadOnlyList<TimeSpan> pages, TimeSpan duration, long peakKiB)
    {
        Line($"{spans / duration.TotalSeconds:F0} spans a second were taken, {refused} requests refused; peak {peakKiB / 1024} MiB");
        Line($"{pages.Count} looks at a page: ms in the mean {pages.Average(page => page.TotalMilliseconds):F0}, at the most {pages.Max(page => page.TotalMilliseconds):F0}");
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
