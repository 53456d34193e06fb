using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Scenarios;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Comparison;

/// <summary>One large file, and eight at a time that are an eighth of it.</summary>
/// <param name="One">The one.</param>
/// <param name="Eight">The eight.</param>
/// <param name="PeakOfSmaller">The dataprovider's most memory, KiB, during a file of a sixteenth of the size.</param>
internal sealed record LargeFiles(Rounds One, Rounds Eight, double PeakOfSmaller)
{
    public const string Direct = "dataprovider", Gateway = "gateway";

    private const int AtATime = 8, WarmUps = 3;

    public static LargeFiles Run(ComparisonSettings settings, string folder)
    {
        using var topology = Topology.Start(settings.AppHost, Path.Combine(folder, "ours"), new Dictionary<string, string>());
        using var peers = new Peers(settings, folder);
        var direct = new Contender(
            Direct, Uploading.Patch(topology.Run.Server(direct: true)), topology.Run.Processes.Only(RunFile.DataProvider), topology.Blobs,
            Flushes: true);
        Contender[] contenders =
        [
            peers.StartSplice(),
            direct,
            new(Gateway, Uploading.Patch(topology.Run.Server(direct: false)), topology.Run.Processes.Only(RunFile.DataProvider, RunFile.DataGateway),
                topology.Blobs, Flushes: true),
            peers.StartTus(Uploading.Patch),
            peers.StartNginx(),
        ];
        Rounds.Run("a, warming up", WarmUps, new Load(AtATime, settings.LargeSize / 64, 2), contenders);
        var smaller = Rounds.Run("a sixteenth", 1, new Load(1, settings.LargeSize / 16, 1), [direct]);
        return new LargeFiles(
            Rounds.Run("a", settings.Rounds, new Load(1, settings.LargeSize, 1), contenders),
            Rounds.Run("b", settings.Rounds, new Load(AtATime, settings.LargeSize / AtATime, AtATime), contenders),
            smaller.Of(Direct, PeakOfDataProvider));
    }

    public static double PeakOfDataProvider(Figures figures) => figures.PeakKiB[RunFile.DataProvider];
}
