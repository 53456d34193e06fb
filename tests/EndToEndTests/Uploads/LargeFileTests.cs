using System.Globalization;
using System.Net;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Uploads;

/// <summary>Two GiB pass through ocdav, and one through the gateway, and no participant grows with them.</summary>
public sealed class LargeFileTests(LargeFileTests.Own topology) : IClassFixture<LargeFileTests.Own>
{
    private const long Size = 2L << 30;

    private const long GatewaySize = 1L << 30;

    // What a service may gain while it does this for the first time: the large blocks (64 MiB at most), code that is compiled.
    private const long Slack = 128L << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_TwoGibibytes_ArriveUnchangedAndMemoryStaysFlat()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Peak memory is read from /proc.");
        using var client = DavClient.Einstein(topology.App);
        var url = DavClient.Url(await client.SpaceAsync("Lab", Stop), "large.bin");
        using var warm = await client.PutPatternAsync(url, 64 << 20, seed: 4, Stop);
        var pids = new Dictionary<string, int>();
        foreach (var participant in Topology.Participants.Where(name => name != "nats"))
        {
            pids[participant] = (await topology.AboutAsync(participant, Stop)).Pid;
        }

        var before = pids.ToDictionary(entry => entry.Key, entry => ResetPeak(entry.Value));
        using var put = await client.PutPatternAsync(url, Size, seed: 5, Stop);
        Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        Assert.Equal((await PatternStream.Sha256Async(Size, 5, Stop), Size), await client.DownloadAsync(url, Stop));
        using var gateway = topology.CreateClient("datagateway");
        gateway.Timeout = TimeSpan.FromMinutes(10);
        var granted = await topology.Minted.InitiateAsync(topology.App, await client.SpaceAsync("Lab", Stop), "through-the-gateway.bin", GatewaySize, Stop);
        using var through = await gateway.PutAsync($"/data/{granted.Token}", new StreamContent(new PatternStream(GatewaySize, seed: 6), 128 * 1024)
        {
            Headers = { ContentLength = GatewaySize },
        }, Stop);
        Assert.Equal(HttpStatusCode.Created, through.StatusCode);

        foreach (var (participant, pid) in pids)
        {
            Assert.True(Peak(pid) - before[participant] < Slack, $"{participant} grew from {before[participant] >> 20} to {Peak(pid) >> 20} MiB.");
        }
    }

    public sealed class Own : Topology
    {
        public MintedTokens Minted { get; } = new();

        protected override IEnumerable<string> Arguments => Minted.Arguments;
    }

    /// <summary>Sets the peak to what is resident now (proc(5): clear_refs, 5) and returns that.</summary>
    private static long ResetPeak(int pid)
    {
        File.WriteAllText($"/proc/{pid}/clear_refs", "5");
        return Peak(pid);
    }

    private static long Peak(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").Single(entry => entry.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }
}
