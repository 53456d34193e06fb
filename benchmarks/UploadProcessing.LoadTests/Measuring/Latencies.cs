namespace UploadProcessing.LoadTests.Measuring;

/// <summary>How long things took, in milliseconds.</summary>
internal sealed class Latencies(IEnumerable<double> milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    public int Count => _sorted.Length;

    public double Median => At(0.5);

    /// <summary>The value that <paramref name="share"/> of all do not exceed.</summary>
    public double At(double share) => Count == 0 ? double.NaN : _sorted[Math.Min(Count - 1, (int)(share * Count))];
}
