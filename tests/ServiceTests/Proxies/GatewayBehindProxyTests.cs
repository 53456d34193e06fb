using System.Net;
using ServiceTests.DataGateway;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Proxies;

/// <summary>The datagateway behind a proxy.</summary>
public sealed class GatewayBehindProxyTests
{
    private static readonly (string, string) Known = ("Proxies:Known:0", ClientAt.Proxy);

    [Theory]
    [InlineData(ClientAt.Proxy, "203.0.113.7")]
    [InlineData(ClientAt.Stranger, ClientAt.Stranger)]
    public async Task AuditLog_HasTheAddressThatTheProxySays(string from, string address)
    {
        await using var scene = await GatewayScene.StartAsync(Known);
        using var client = ClientAt.Create(from, scene.Gateway.Address);

        using var refused = await client.SendAsync("HEAD", "/data/no.token.this", null, ("X-Forwarded-For", "6.6.6.6, 203.0.113.7"));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(address, Assert.Single(scene.Gateway.Logs.Of("Audit")).Field("Address"));
    }

    [Theory]
    [InlineData("/dav/spaces/1/a%20b", "/up/dav/spaces/1/a%20b")]
    [InlineData("https://files.example.org/dav/x", "https://files.example.org/dav/x")]
    public async Task Redirect_OfAFinishedUpload_LeadsToWhatTheClientSees(string fromDataprovider, string toClient)
    {
        await using var scene = await GatewayScene.StartAsync(Known);
        var (server, _) = await scene.RequestAsync(
            $"GET /data/{TusToken(scene)} HTTP/1.1\r\nHost: a\r\nX-Forwarded-Prefix: /up\r\n\r\n");

        await server.SendAsync($"HTTP/1.1 303 See Other\r\nLocation: {fromDataprovider}\r\nContent-Length: 0\r\n\r\n");

        Assert.Contains($"\r\nLocation: {toClient}\r\n", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/data/a.b.c", "/up/data/a.b.c")]
    [InlineData("https://files.example.org/data/a.b.c", "https://files.example.org/data/a.b.c")]
    public async Task Progress_OfAnUpload_LeadsToWhatTheClientSees(string fromDataprovider, string toClient)
    {
        await using var scene = await GatewayScene.StartAsync(Known);
        var (server, _) = await scene.RequestAsync(
            $"PATCH /data/{TusToken(scene)} HTTP/1.1\r\nHost: a\r\nX-Forwarded-Prefix: /up\r\nUpload-Offset: 0\r\nContent-Length: 0\r\n\r\n");

        await server.SendAsync(
            $"HTTP/1.1 202 Accepted\r\nLocation: {fromDataprovider}\r\nProgress-Location: {fromDataprovider}\r\nContent-Length: 0\r\n\r\n");

        var head = await scene.Client.ReadHeadAsync();
        Assert.Contains($"\r\nLocation: {toClient}\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nProgress-Location: {toClient}\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_BelowAConfiguredPath_ReachesTheTargetAndTakesItsTurn()
    {
        await using var scene = await GatewayScene.StartAsync(("Proxies:PathBase", "/up"));
        var upload = TusToken(scene);
        var (server, head) = await scene.RequestAsync(
            $"PATCH /up/data/{upload} HTTP/1.1\r\nHost: a\r\nUpload-Offset: 0\r\nContent-Length: 9\r\n\r\nhello");
        Assert.StartsWith($"PATCH /data/tus/{scene.Gateway.Upload} ", head, StringComparison.Ordinal);
        Assert.Equal("hello", await server.ReadAsync(5));

        // The offset is asked for after the older request has ended; for that both must be known to be of one upload.
        using var second = await RawPeer.ConnectAsync(scene.Gateway.Address);
        await second.SendAsync($"HEAD /up/data/{upload} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Equal("", await server.ReadToEndAsync());
        var asked = await scene.DataProvider.AcceptAsync();
        Assert.StartsWith($"HEAD /data/tus/{scene.Gateway.Upload} ", await asked.ReadHeadAsync(), StringComparison.Ordinal);
        await asked.SendAsync("HTTP/1.1 200 OK\r\nUpload-Offset: 5\r\nContent-Length: 0\r\n\r\n");
        Assert.Contains("\r\nUpload-Offset: 5\r\n", await second.ReadHeadAsync(), StringComparison.Ordinal);
    }

    private static string TusToken(GatewayScene scene) =>
        scene.Gateway.Token(TransferOperation.Write, $"http://dataprovider/data/tus/{scene.Gateway.Upload}");
}
