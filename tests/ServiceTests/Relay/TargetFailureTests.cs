using UploadProcessing.Relay;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Relay;

public sealed class TargetFailureTests
{
    private const string Request = "PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task Target_WithoutAListener_IsUnreachable()
    {
        Uri nobody;
        using (var gone = new RawTarget())
        {
            nobody = gone.Address;
        }

        await using var relay = await RelayHost.StartAsync(nobody);
        using var client = await RawPeer.ConnectAsync(relay.Address);
        await client.SendAsync(Request);

        Assert.Equal(RelayOutcome.Unreachable, await relay.OutcomeAsync());
        Assert.StartsWith("HTTP/1.1 502 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_ThatDiesBeforeItsAnswer_IsBrokenAndNotAskedAgain()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        server.Reset();

        Assert.StartsWith("HTTP/1.1 502 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Broken, await scene.Relay.OutcomeAsync());
        Assert.False(scene.Target.HasConnection);
    }

    [Fact]
    public async Task Target_ThatDiesDuringABody_IsBrokenAtOnce()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nsome");
        server.Reset();

        Assert.StartsWith("HTTP/1.1 502 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Broken, await scene.Relay.OutcomeAsync());
    }

    [Theory]
    [InlineData("Content-Length: 10\r\n\r\nhalf")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    public async Task Target_ThatDiesDuringItsAnswer_NeverLooksWhole(string rest)
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        await server.SendAsync("HTTP/1.1 200 OK\r\n" + rest);
        await scene.Client.ReadUntilAsync("half");
        server.Dispose();

        Assert.DoesNotContain("0\r\n\r\n", await scene.Client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Answered, await scene.Relay.OutcomeAsync());
    }

    [Fact]
    public async Task Target_ThatFallsSilent_IsBrokenAfterItsTime()
    {
        await using var scene = await RelayScene.StartAsync(("TargetTimeout", "00:00:00.100"));
        var (server, _) = await scene.RequestAsync(Request);

        Assert.StartsWith("HTTP/1.1 502 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Broken, await scene.Relay.OutcomeAsync());
        Assert.Equal("ok", await server.ReadToEndAsync());
    }

    [Fact]
    public async Task Client_SlowerThanTheTargetsTime_IsNotTheTargetsFault()
    {
        await using var scene = await RelayScene.StartAsync(("TargetTimeout", "00:00:00.050"), ("ContinueTimeout", "00:00:00.400"));
        var (server, _) = await scene.RequestAsync(
            "PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        await scene.Client.ReadHeadAsync(); // 100, after several times the target's time
        await scene.Client.SendAsync("ok");
        Assert.Equal("ok", await server.ReadAsync(2));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n")]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 0\n\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\r\n folded\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: \u00e4\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")]
    public async Task Answer_ThatIsNotHttp_IsBroken(string answer)
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        Assert.Equal("ok", await server.ReadAsync(2));
        await server.SendAsync(answer);

        Assert.StartsWith("HTTP/1.1 502 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Broken, await scene.Relay.OutcomeAsync());
        Assert.Equal("", await server.ReadToEndAsync());
    }

    [Fact]
    public async Task Answer_WithAHeadTooLarge_IsBroken()
    {
        await using var scene = await RelayScene.StartAsync(("MaxResponseHeadSize", "2048"));
        var (server, _) = await scene.RequestAsync(Request);
        await server.SendAsync("HTTP/1.1 200 OK\r\nX: " + new string('x', 4096) + "\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 502 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Broken, await scene.Relay.OutcomeAsync());
    }

    [Theory]
    [InlineData("g\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("ffffffffffffffffff\r\n")]
    [InlineData("4\r\nabcdX\r\n")]
    [InlineData("4\nabcd")]
    public async Task Answer_WithMalformedChunks_NeverLooksWhole(string chunks)
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        await server.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

        Assert.DoesNotContain("0\r\n\r\n", await scene.Client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Answered, await scene.Relay.OutcomeAsync());
    }
}
