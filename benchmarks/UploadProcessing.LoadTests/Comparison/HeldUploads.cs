using UploadProcessing.LoadTests.Scenarios;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Comparison;

/// <summary>Thousands of uploads under way at once, through the gateway, so that both hops hold all of them.</summary>
/// <param name="Idle">Half sent, then nothing.</param>
/// <param name="Trickling">Half sent, then 16 bytes a second.</param>
internal sealed record HeldUploads(Growth Idle, Growth Trickling)
{
    private const int Size = 64 * 1024, BytesPerSecond = 16;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    // One user of one address stands for thousands here.
    private static readonly Dictionary<string, string> Limits = new()
    {
        ["Uploads__MaximumSessionsPerUser"] = "100000",
        ["Concurrency__UploadsPerUser"] = "100000",
        ["Http__MaxConnectionsPerAddress"] = "0",
    };

    public static HeldUploads Run(ComparisonSettings settings, string folder) =>
        new(Measure(settings, Path.Combine(folder, "idle"), 0), Measure(settings, Path.Combine(folder, "trickling"), BytesPerSecond));

    // Services of its own for each: memory that an earlier load has left behind would be used again.
    private static Growth Measure(ComparisonSettings settings, string folder, int bytesPerSecond)
    {
        using var topology = Topology.Start(settings.AppHost, folder, Limits);
        var growth = new MemoryPerUpload(settings.HeldCount, Size, bytesPerSecond, Duration)
            .Run(topology.Run.Server(direct: false), topology.Run.Processes.Only(RunFile.DataProvider, RunFile.DataGateway));
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{settings.HeldCount} uploads, {bytesPerSecond} bytes/s each: {string.Join(", ", growth.AtTheEnd.Select(one => FormattableString.Invariant($"{one.Key} {one.Value:F1} KiB, at the most {growth.AtTheMost[one.Key]:F1}")))}"));
        return growth;
    }
}
