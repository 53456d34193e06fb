using UploadProcessing.Relay;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Relay;

public sealed class ConnectionReuseTests
{
    private const string Request = "PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok";
    private const string Created = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData(Created)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")]
    public async Task Connections_AfterAWholeExchange_CarryTheNextRequest(string answer)
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        await FinishAsync(scene, server, answer);
        // On the client's connection too: nothing about an answer without a body makes Kestrel give it up.
        await scene.Client.SendAsync(Request);
        await server.ReadHeadAsync();
        await FinishAsync(scene, server, answer);

        Assert.False(scene.Target.HasConnection);
    }

    [Theory]
    [InlineData("HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 Poisoned\r\nContent-Length: 0\r\n\r\n")]
    public async Task Connection_ThatCannotBeTrusted_IsNotUsedAgain(string answer)
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        await FinishAsync(scene, server, answer);
        await scene.Client.SendAsync(Request);
        using var second = await scene.Target.AcceptAsync();
        await second.ReadHeadAsync();
        await FinishAsync(scene, second, Created);
    }

    [Fact]
    public async Task Connection_ClosedWhileUnused_IsReplacedWithoutHarm()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        await FinishAsync(scene, server, Created);
        server.Dispose();

        await scene.Client.SendAsync(Request);
        using var second = await scene.Target.AcceptAsync();
        await second.ReadHeadAsync();
        await FinishAsync(scene, second, Created);
    }

    [Fact]
    public async Task Connection_ClosedAfterItTookTheRequest_IsBrokenNotRetried()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        await FinishAsync(scene, server, Created);
        await scene.Client.SendAsync(Request);
        await server.ReadHeadAsync();
        server.Dispose();

        Assert.StartsWith("HTTP/1.1 502 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Broken, await scene.Relay.OutcomeAsync());
        Assert.False(scene.Target.HasConnection);
    }

    [Fact]
    public async Task Connection_UnusedForItsLifetime_IsClosed()
    {
        await using var scene = await RelayScene.StartAsync(("IdleConnectionLifetime", "00:00:00.100"));
        var (server, _) = await scene.RequestAsync(Request);
        await FinishAsync(scene, server, Created);

        Assert.Equal("", await server.ReadToEndAsync());
    }

    private static async Task FinishAsync(RelayScene scene, RawPeer server, string answer)
    {
        Assert.Equal("ok", await server.ReadAsync(2));
        await server.SendAsync(answer);
        Assert.StartsWith(answer.Split('\r')[0], await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Answered, await scene.Relay.OutcomeAsync());
    }
}
