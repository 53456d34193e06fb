using UploadProcessing.TestSupport;

namespace EndToEndTests.Uploads;

/// <summary>Connections that break anywhere, while gateway and dataprovider are killed and started again: every upload ends whole, and no
/// acknowledged byte is lost.</summary>
public sealed class CutUploadTests(CutUploadTests.Own topology) : IClassFixture<CutUploadTests.Own>
{
    private const int AtOnce = 4;
    private const int LargestUpload = 4 << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Upload_CutAtRandomWhileParticipantsAreKilled_EndsWhole() => RunAsync(uploads: 20, kills: 3, Random.Shared.Next());

    [Fact]
    [Trait("Suite", "Soak")]
    public Task Upload_CutAtRandomWhileParticipantsAreKilled_EndsWholeForManyUploads() =>
        RunAsync(uploads: 500, kills: 40, Soak.Seed);

    private async Task RunAsync(int uploads, int kills, int seed)
    {
        TestContext.Current.AddAttachment("seed", seed.ToString(provider: null));
        var random = new Random(seed);
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        var lengths = Enumerable.Range(0, uploads).Select(_ => random.NextInt64(1, LargestUpload)).ToArray();
        var cutting = new CutUploads(topology, space, random);

        var sending = Parallel.ForAsync(0, uploads, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Stop },
            async (number, cancel) => await cutting.UploadAsync($"cut-{seed}-{number}.bin", lengths[number], number, cancel));
        for (var kill = 0; kill < kills && !sending.IsCompleted; kill++)
        {
            var participant = kill % 2 == 0 ? "dataprovider" : "datagateway";
            await topology.KillAsync(participant, Stop);
            await topology.StartAgainAsync(participant, Stop);
        }

        await sending;
        Assert.True(cutting.Cuts > 0, "Nothing was cut.");
        for (var number = 0; number < uploads; number++)
        {
            Assert.Equal(
                (await PatternStream.Sha256Async(lengths[number], number, Stop), lengths[number]),
                await client.DownloadAsync(DavClient.Url(space, $"cut-{seed}-{number}.bin"), Stop));
        }
    }

    /// <summary>A topology of its own: participants die in it.</summary>
    public sealed class Own : Topology;
}
