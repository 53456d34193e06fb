using System.Net;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Uploads;

/// <summary>kill -9 in the middle of an overwrite: afterwards there is the old file or the new one, never a mixture.</summary>
public sealed class CrashTests(CrashTests.Own topology) : IClassFixture<CrashTests.Own>
{
    private const long Size = 32 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ocdav")]
    [InlineData("storageprovider")]
    [InlineData("dataprovider")]
    [InlineData("processing")]
    public async Task Put_ParticipantKilledMidUpload_LeavesTheOldFileOrTheNewOne(string participant)
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        var url = DavClient.Url(space, $"killed-{participant}.bin");
        using var before = await client.PutPatternAsync(url, Size, seed: 1, Stop);
        Assert.Equal(HttpStatusCode.Created, before.StatusCode);

        using var halfway = new HalfwayContent(Size, seed: 2);
        var put = StatusOfAsync(client.PutAsync(url, halfway, Stop));
        await halfway.Reached.WaitAsync(Limit, Stop);
        await topology.KillAsync(participant, Stop);
        halfway.GoOn();
        var status = await put.WaitAsync(Limit, Stop);
        await topology.StartAgainAsync(participant, Stop);

        var acknowledged = status is HttpStatusCode.Created or HttpStatusCode.NoContent;
        Assert.True(acknowledged || participant is "ocdav" or "dataprovider", $"{participant} is not on the way of the bytes, and the answer was {status}.");
        using var after = DavClient.Einstein(topology.App);
        Assert.Equal((await PatternStream.Sha256Async(Size, acknowledged ? 2 : 1, Stop), Size), await after.DownloadAsync(url, Stop));
        Assert.Equal(Size, (await after.ListAsync(DavClient.Url(space, ""), Stop))[$"killed-{participant}.bin"]);
        using var again = await after.PutPatternAsync(url, Size, seed: 3, Stop);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task Put_GatewayKilledMidUpload_LeavesNothing()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        var granted = await topology.Minted.InitiateAsync(topology.App, space, "gateway.bin", Size, Stop);
        using var gateway = topology.CreateClient("datagateway");
        using var halfway = new HalfwayContent(Size, seed: 2);

        var put = StatusOfAsync(gateway.PutAsync($"/data/{granted.Token}", halfway, Stop));
        await halfway.Reached.WaitAsync(Limit, Stop);
        await topology.KillAsync("datagateway", Stop);
        halfway.GoOn();
        Assert.Null(await put.WaitAsync(Limit, Stop));
        await topology.StartAgainAsync("datagateway", Stop);

        Assert.DoesNotContain("gateway.bin", (await client.ListAsync(DavClient.Url(space, ""), Stop)).Keys);
    }

    [Fact]
    public async Task Put_DataproviderKilledAtAnyMoment_WhatWasAcknowledgedIsThere()
    {
        const int rounds = 5;
        const long size = 1 << 20;
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        var url = DavClient.Url(space, "any-moment.txt");

        for (var round = 1; round <= rounds; round++)
        {
            var acknowledged = 0;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            using var some = new SemaphoreSlim(0);
            var putting = PutOneAfterTheOtherAsync(client, url, size, seed: 1000 * round, last =>
            {
                acknowledged = last;
                some.Release();
            }, stop.Token);
            // Anywhere between the first acknowledged uploads and the next ones.
            await some.WaitAsync(Limit, Stop);
            await some.WaitAsync(Limit, Stop);
            await topology.KillAsync("dataprovider", Stop);
            await stop.CancelAsync();
            await putting;
            await topology.StartAgainAsync("dataprovider", Stop);

            using var after = DavClient.Einstein(topology.App);
            var (content, _) = await after.DownloadAsync(url, Stop);
            // The last acknowledged one, or the one after it, whose commit was done but not its answer: whole, whichever it is.
            Assert.Contains(content, new[]
            {
                await PatternStream.Sha256Async(size, 1000 * round + acknowledged, Stop),
                await PatternStream.Sha256Async(size, 1000 * round + acknowledged + 1, Stop),
            });
        }
    }

    private static async Task PutOneAfterTheOtherAsync(
        DavClient client, string url, long size, int seed, Action<int> acknowledged, CancellationToken cancellationToken)
    {
        for (var number = 1; !cancellationToken.IsCancellationRequested; number++)
        {
            if (await StatusOfAsync(client.PutPatternAsync(url, size, seed + number, cancellationToken)) is not (HttpStatusCode.Created or HttpStatusCode.NoContent))
            {
                return;
            }

            acknowledged(number);
        }
    }

    private static async Task<HttpStatusCode?> StatusOfAsync(Task<HttpResponseMessage> answer)
    {
        try
        {
            using var response = await answer;
            return response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public sealed class Own : Topology
    {
        public MintedTokens Minted { get; } = new();

        protected override IEnumerable<string> Arguments => Minted.Arguments;
    }

    /// <summary>A body that stops in its middle until it is told to go on.</summary>
    private sealed class HalfwayContent(long length, int seed) : HttpContent
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void GoOn() => _goOn.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var pattern = new PatternStream(length, seed);
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await pattern.ReadAsync(buffer)) > 0)
            {
                await stream.WriteAsync(buffer.AsMemory(0, read));
                if (pattern.Position == length / 2)
                {
                    await stream.FlushAsync();
                    _reached.SetResult();
                    await _goOn.Task;
                }
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
