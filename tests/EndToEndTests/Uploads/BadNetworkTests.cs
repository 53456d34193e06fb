using UploadProcessing.TestSupport;
using UploadProcessing.TestSupport.Lines;

namespace EndToEndTests.Uploads;

/// <summary>Answers that come 50 to 200 ms late or not at all, connections that are reset, and such that fall silent while the server still
/// believes in them.</summary>
public sealed class BadNetworkTests(Topology topology)
{
    private const int AtOnce = 8;
    private const int LargestUpload = 1 << 20;

    private static readonly LineFaultKind[] Faults = [LineFaultKind.Reset, LineFaultKind.Silence, LineFaultKind.AnswerLost];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Upload_OverABadLine_EndsWhole() => UploadAsync(uploads: 20, Random.Shared.Next());

    [Fact]
    [Trait("Suite", "Soak")]
    public Task Upload_OverABadLine_EndsWholeForManyUploads() => UploadAsync(uploads: 500, Soak.Seed);

    [Fact]
    public async Task Create_AThousandAnswersLost_AThousandFiles()
    {
        const int files = 1000;
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        using var made = await client.Http.SendAsync(new HttpRequestMessage(new HttpMethod("MKCOL"), DavClient.Url(space, "lost")), Stop);
        var connections = 0;
        await using var line = new FaultyLine(
            client.Http.BaseAddress!, () => connections++ < files ? new LineFault(LineFaultKind.AnswerLost) : LineFault.None);
        using var stubborn = new StubbornClient(line.Address, line.Address, client.Http.DefaultRequestHeaders.Authorization);

        await Parallel.ForAsync(0, files, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Stop }, async (number, cancel) =>
            await stubborn.CreateAsync(space, $"lost/{number}.txt", length: 5, "hello"u8.ToArray(), cancel));

        Assert.Equal(files, line.Faults(LineFaultKind.AnswerLost));
        Assert.Equal(files, (await client.ListAsync(DavClient.Url(space, "lost"), Stop)).Count(file => file.Value == 5));
    }

    private async Task UploadAsync(int uploads, int seed)
    {
        TestContext.Current.AddAttachment("seed", seed.ToString(provider: null));
        var random = new Random(seed);
        using var client = DavClient.Einstein(topology.App);
        using var gateway = topology.CreateClient("datagateway");
        var space = await client.SpaceAsync("Lab", Stop);
        await using var toOcdav = new FaultyLine(client.Http.BaseAddress!, () => Any(random));
        await using var toGateway = new FaultyLine(gateway.BaseAddress!, () => Any(random));
        using var stubborn = new StubbornClient(toOcdav.Address, toGateway.Address, client.Http.DefaultRequestHeaders.Authorization);

        await Parallel.ForAsync(0, uploads, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Stop }, async (number, cancel) =>
        {
            var (name, length) = ($"bad-line-{seed}-{number}.bin", Length(number, seed));
            var upload = await stubborn.CreateAsync(space, name, length, [], cancel);
            await stubborn.SendAsync(upload, length, number, cancel);
            Assert.Equal(
                (await PatternStream.Sha256Async(length, number, cancel), length), await client.DownloadAsync(DavClient.Url(space, name), cancel));
        });

        Assert.All(Faults, fault => Assert.True(toOcdav.Faults(fault) + toGateway.Faults(fault) > 0, $"{fault} never happened."));
    }

    private static long Length(int number, int seed) => new Random(seed + number).NextInt64(1, LargestUpload);

    // Half of the connections are only slow. Where the others break is as often among the headers as anywhere in the body.
    private static LineFault Any(Random random)
    {
        lock (random)
        {
            var roundTrip = TimeSpan.FromMilliseconds(random.Next(50, 201));
            return random.Next(2) == 0
                ? LineFault.None with { RoundTrip = roundTrip }
                : new LineFault(Faults[random.Next(Faults.Length)], 1L << random.Next(21), roundTrip);
        }
    }
}
