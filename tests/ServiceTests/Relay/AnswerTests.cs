namespace ServiceTests.Relay;

public sealed class AnswerTests
{
    private const string Request = "PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task Answer_Chunked_ArrivesAsItComes()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        await server.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n");
        var head = await scene.Client.ReadHeadAsync();
        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Trailer", head, StringComparison.Ordinal);
        await server.SendAsync("3;ext=1\r\nabc\r");
        Assert.Equal("3\r\nabc\r\n", await scene.Client.ReadUntilAsync("abc\r\n"));
        await server.SendAsync("\n2\r\nde\r\n0\r\nX: y\r\n\r\n");
        Assert.Equal("2\r\nde\r\n0\r\n\r\n", await scene.Client.ReadUntilAsync("0\r\n\r\n"));
    }

    [Fact]
    public async Task Answer_EndedByClose_ArrivesWhole()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        await server.ReadAsync(2);
        await server.SendAsync("HTTP/1.1 200 OK\r\n\r\nabc");
        server.Dispose();

        await scene.Client.ReadHeadAsync();
        Assert.Equal("3\r\nabc\r\n0\r\n\r\n", await scene.Client.ReadUntilAsync("0\r\n\r\n"));
    }

    [Fact]
    public async Task Answer_LongerThanEveryBuffer_ArrivesWhole()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        var body = string.Concat(Enumerable.Range(0, 100_000).Select(i => i.ToString("x8", null)));
        var sending = server.SendAsync($"HTTP/1.1 422 Unprocessable Content\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Contains($"\r\nContent-Length: {body.Length}\r\n", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(body, await scene.Client.ReadAsync(body.Length));
        await sending;
    }

    [Fact]
    public async Task Answer_BytewiseSent_IsUnderstood()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        foreach (var c in "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
        {
            await server.SendAsync(c.ToString());
        }

        Assert.StartsWith("HTTP/1.1 200 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        await scene.Client.ReadUntilAsync("0\r\n\r\n");
    }

    [Fact]
    public async Task Answer_ToHead_HasTheLengthAndNoBody()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n");

        Assert.Contains("\r\nContent-Length: 77\r\n", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_HopByHopFields_EndAtTheRelay()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        await server.SendAsync(
            "HTTP/1.1 201 Created\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n" +
            "X-End: a\r\nX-End: b\r\nContent-Length: 0\r\n\r\n");

        var head = await scene.Client.ReadHeadAsync();
        Assert.DoesNotContain("X-Hop", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Keep-Alive:", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-End: a\r\nX-End: b\r\n", head, StringComparison.Ordinal);
    }
}
