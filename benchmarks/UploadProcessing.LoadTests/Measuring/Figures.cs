namespace UploadProcessing.LoadTests.Measuring;

/// <summary>What one run of a load showed.</summary>
/// <param name="Uploads">How many succeeded.</param>
/// <param name="Bytes">What they brought.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Latencies">Of whole uploads.</param>
/// <param name="Waits">From an upload's last byte to its answer.</param>
/// <param name="Errors">Why the others failed, and how many.</param>
/// <param name="CpuSeconds">Of the server's processes.</param>
/// <param name="PeakKiB">Of each of them.</param>
internal sealed record Figures(
    int Uploads, long Bytes, TimeSpan Elapsed, Latencies Latencies, Latencies Waits, IReadOnlyDictionary<string, int> Errors, double CpuSeconds,
    IReadOnlyDictionary<string, long> PeakKiB)
{
    private const double MiB = 1024 * 1024, GiB = 1024 * MiB;

    public double UploadsPerSecond => Uploads / Elapsed.TotalSeconds;

    public double MiBPerSecond => Bytes / MiB / Elapsed.TotalSeconds;

    /// <summary>Without the time between the last byte and the answer, in which a durable server flushes.</summary>
    public double MiBPerSecondUntilLastByte => Bytes / MiB / (Elapsed.TotalSeconds - Waits.Median / 1000);

    public double CpuSecondsPerGiB => CpuSeconds / (Bytes / GiB);

    public int Failed => Errors.Values.Sum();
}
