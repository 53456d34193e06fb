using System.Net;
using UploadProcessing.TestSupport;
using UploadProcessing.TestSupport.Lines;

namespace ClientTests.Proxies;

/// <summary>A line that breaks in the middle of a PATCH, and what the proxy lets through of what came before.</summary>
[Collection(BehindProxies.Name)]
public sealed class ProxyCutTests(ProxiedTopology topology)
{
    private const long Length = 16 << 20;
    private const int Seed = 23;
    private const int Sent = 5 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Proxy.Nginx)]
    [InlineData(Proxy.Haproxy)]
    public async Task Patch_ThatIsReset_GoesOnWhereItsBytesEnd(Proxy proxy)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(proxy, topology);
        using var client = new FrontClient(front);
        var upload = await client.CreateAsync($"dav/spaces/{place.Space}/{place.Name}", "cut.bin", Length);
        using var peer = await BeginAsync(front, upload);

        // It asks while the connection is open, and gets what has arrived: the older request is ended for it.
        long offset = 0;
        await Eventually.TrueAsync(async () => (offset = await client.OffsetAsync(upload)) > 0, Limit, () => "Nothing arrived.");
        peer.Reset();
        offset = await client.OffsetAsync(upload);

        Assert.InRange(offset, 1, Sent);
        await AssertResumesAsync(client, upload, offset, new Uri(front.Url, $"dav/spaces/{place.Space}/{place.Name}/cut.bin"));
    }

    [Theory]
    [InlineData(Proxy.Nginx)]
    [InlineData(Proxy.Haproxy)]
    public async Task Patch_ThatIsReset_WithoutAnybodyAsking_KeepsItsBytes(Proxy proxy)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(proxy, topology);
        using var client = new FrontClient(front);
        var upload = await client.CreateAsync($"dav/spaces/{place.Space}/{place.Name}", "cut.bin", Length);
        using (var peer = await BeginAsync(front, upload))
        {
            peer.Reset();
        }

        // Where a reset overtakes bytes that the proxy has not read, those are gone; what it is asked for again is whatever is missing.
        var offset = await client.OffsetAsync(upload);

        Assert.InRange(offset, 0, Sent);
        await AssertResumesAsync(client, upload, offset, new Uri(front.Url, $"dav/spaces/{place.Space}/{place.Name}/cut.bin"));
    }

    [Fact]
    public async Task Patch_ThatIsReset_BehindAProxyThatCollectsBodies_BeginsAgain()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(Proxy.BufferingNginx, topology);
        using var client = new FrontClient(front);
        var upload = await client.CreateAsync($"dav/spaces/{place.Space}/{place.Name}", "cut.bin", Length);
        using (var peer = await BeginAsync(front, upload))
        {
            peer.Reset();
        }

        Assert.Equal(0, await client.OffsetAsync(upload));
        await AssertResumesAsync(client, upload, 0, new Uri(front.Url, $"dav/spaces/{place.Space}/{place.Name}/cut.bin"));
    }

    private static async Task<RawPeer> BeginAsync(Front front, Uri upload)
    {
        var peer = await front.ConnectAsync();
        await peer.SendAsync(
            $"PATCH {upload.AbsolutePath} HTTP/1.1\r\nHost: {upload.Authority}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
            + $"Content-Type: application/offset+octet-stream\r\nContent-Length: {Length}\r\n\r\n");
        var bytes = new byte[Sent];
        await using var pattern = new PatternStream(Length, Seed);
        await pattern.ReadExactlyAsync(bytes, Stop);
        await peer.SendAsync(bytes);
        return peer;
    }

    private static async Task AssertResumesAsync(FrontClient client, Uri upload, long offset, Uri file)
    {
        Assert.Equal(HttpStatusCode.NoContent, await client.PatchAsync(upload, Length, Seed, offset, Length));
        Assert.Equal(await PatternStream.Sha256Async(Length, Seed, Stop), await client.Sha256Async(file));
    }
}
