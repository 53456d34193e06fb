using UploadProcessing.LoadTests.Scenarios;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Comparison;

/// <summary>Thousands of files of 4 KiB, 16 at a time.</summary>
internal static class SmallFiles
{
    public const string Create = "creation-with-upload", Patch = "POST + PATCH", PeerCreate = "@tus/server " + Create, PeerPatch = "@tus/server " + Patch;

    private const int Concurrency = 16, Size = 4096, WarmUp = 500;

    public static Rounds Run(ComparisonSettings settings, string folder)
    {
        using var topology = Topology.Start(settings.AppHost, Path.Combine(folder, "ours"), new Dictionary<string, string>());
        using var peers = new Peers(settings, folder);
        var server = topology.Run.Server(direct: false);
        var tus = peers.StartTus(Uploading.Create, PeerCreate);
        Contender[] contenders =
        [
            new(Create, Uploading.Create(server), topology.Run.Processes, topology.Blobs, Flushes: true),
            tus,
            new(Patch, Uploading.Patch(server), topology.Run.Processes, topology.Blobs, Flushes: true),
            peers.StartTus(Uploading.Patch, PeerPatch),
        ];
        Rounds.Run("c, warming up", 1, new Load(Math.Min(WarmUp, settings.SmallCount), Size, Concurrency), contenders);
        return Rounds.Run("c", settings.Rounds, new Load(settings.SmallCount, Size, Concurrency), contenders);
    }
}
