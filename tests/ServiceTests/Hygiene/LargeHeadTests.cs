using ServiceTests.DataGateway;
using ServiceTests.Ocdav.Support;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Hygiene;

/// <summary>Heads of answers as large as those of requests may be: the metadata of a request comes back in its answer.</summary>
public sealed class LargeHeadTests(OcdavFixture ocdav) : IClassFixture<OcdavFixture>
{
    private static readonly string Large = new('a', 200 * 1024);

    [Theory]
    [InlineData("PUT", TransferOperation.Write)]
    [InlineData("HEAD", TransferOperation.Write)]
    [InlineData("GET", TransferOperation.Read)]
    public async Task Answer_WithAFieldOf200KiB_PassesTheGateway(string method, TransferOperation operation)
    {
        await using var scene = await GatewayScene.StartAsync();
        var (server, _) = await scene.RequestAsync($"{method} /data/{scene.Gateway.Token(operation)} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        await server.SendAsync($"HTTP/1.1 200 OK\r\nUpload-Concat: {Large}\r\nContent-Length: 0\r\n\r\n");

        Assert.Contains($"\r\nUpload-Concat: {Large}\r\n", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("GET")]
    public async Task Answer_WithAFieldOf200KiB_PassesOcdav(string method)
    {
        ocdav.Reset();
        ocdav.OnData = context =>
        {
            context.Response.Headers["X-Large"] = Large;
            return Task.CompletedTask;
        };
        using var connection = await RawPeer.ConnectAsync(ocdav.Address);

        await connection.SendHeadAsync($"{method} {OcdavFixture.Url("a.txt")}", "Content-Length: 0");

        Assert.Contains($"\r\nX-Large: {Large}\r\n", await connection.ReadHeadAsync(), StringComparison.Ordinal);
    }
}
