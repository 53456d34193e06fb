namespace ClientTests.Proxies;

/// <summary>The finer points of HTTP/1.1, and which of them a proxy passes on (docs/reverse-proxies.md has the table).</summary>
[Collection(BehindProxies.Name)]
public sealed class ProxyMessageTests(ProxiedTopology topology)
{
    private const string Sha1OfHello = "Upload-Checksum: sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Proxy.Haproxy, " 204 ", 5)]
    [InlineData(Proxy.Nginx, " 400 ", 0)]
    [InlineData(Proxy.BufferingNginx, " 400 ", 0)]
    public async Task ChecksumInATrailer_IsVerifiedOrRefused_NeverForgotten(Proxy proxy, string status, long offset)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(proxy, topology);
        using var client = new FrontClient(front);
        var upload = await client.CreateAsync($"dav/spaces/{place.Space}/{place.Name}", "trailer.txt", 10);
        using var peer = await front.ConnectAsync();

        await peer.SendAsync(
            $"{Head("PATCH", upload)}Trailer: Upload-Checksum\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n{Sha1OfHello}\r\n\r\n");

        Assert.Contains(status, (await peer.ReadToEndAsync()).Split('\r')[0], StringComparison.Ordinal);
        Assert.Equal(offset, await client.OffsetAsync(upload));
    }

    [Theory]
    [InlineData(Proxy.Haproxy)]
    [InlineData(Proxy.Nginx)]
    [InlineData(Proxy.BufferingNginx)]
    public async Task ClientThatEndsItsSide_AfterTheWholeRequest_IsAnswered(Proxy proxy)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(proxy, topology);
        using var client = new FrontClient(front);
        var upload = await client.CreateAsync($"dav/spaces/{place.Space}/{place.Name}", "half.txt", 10);
        using var peer = await front.ConnectAsync();

        await peer.SendAsync($"{Head("PATCH", upload)}Content-Length: 5\r\n\r\nhello");
        await peer.EndSendingAsync();

        Assert.StartsWith("HTTP/1.1 204 ", await peer.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(5, await client.OffsetAsync(upload));
    }

    [Theory]
    [InlineData(Proxy.Haproxy, "HTTP/1.1 401 ")]
    [InlineData(Proxy.Nginx, "HTTP/1.1 100 ")]
    public async Task Expectation_OfARequestThatWillBeRefused_IsMetByTheServiceOrByTheProxy(Proxy proxy, string first)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(proxy, topology);
        using var peer = await front.ConnectAsync();

        await peer.SendAsync(
            $"PUT /up/dav/spaces/{place.Space}/{place.Name}/refused.txt HTTP/1.1\r\nHost: {front.Url.Authority}\r\nExpect: 100-continue\r\n"
            + "Content-Length: 5\r\n\r\n");
        var answer = await peer.ReadHeadAsync();

        Assert.StartsWith(first, answer, StringComparison.Ordinal);
        if (answer.StartsWith("HTTP/1.1 100 ", StringComparison.Ordinal))
        {
            await peer.SendAsync("hello");
            Assert.StartsWith("HTTP/1.1 401 ", await peer.ReadHeadAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(await place.ListAsync(Stop));
    }

    [Theory]
    [InlineData(Proxy.Nginx)]
    [InlineData(Proxy.Haproxy)]
    public async Task Path_ThatLeadsOutOfThePrefix_ReachesNoService(Proxy proxy)
    {
        await using var front = await Front.StartAsync(proxy, topology);
        foreach (var path in new[] { "/status.php", "/upstatus.php", "/up/../status.php", "/up/%2e%2e/status.php", "/x/../up/status.php" })
        {
            using var peer = await front.ConnectAsync();
            await peer.SendAsync($"GET {path} HTTP/1.1\r\nHost: {front.Url.Authority}\r\nConnection: close\r\n\r\n");

            var answer = await peer.ReadToEndAsync();
            Assert.True(answer.Split('\r')[0].Split(' ')[1] is "400" or "401" or "404", $"{path}: {answer}");
        }
    }

    private static string Head(string method, Uri upload) =>
        $"{method} {upload.AbsolutePath} HTTP/1.1\r\nHost: {upload.Authority}\r\nConnection: close\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
        + "Content-Type: application/offset+octet-stream\r\n";
}
