using UploadProcessing.Relay;

namespace ServiceTests.Relay;

public sealed class RequestFramingTests
{
    private const string Created = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\nETag: \"1\"\r\n\r\nok";

    [Fact]
    public async Task Body_WithLength_ArrivesWithThatLength()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, head) = await scene.RequestAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");

        Assert.StartsWith($"PUT /data/simple/1 HTTP/1.1\r\nHost: 127.0.0.1:{scene.Target.Address.Port}\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 5\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("chunked", head, StringComparison.Ordinal);
        Assert.Equal("hello", await server.ReadAsync(5));
        await server.SendAsync(Created);
        var answer = await scene.Client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 201 Created\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nETag: \"1\"\r\n", answer, StringComparison.Ordinal);
        Assert.Equal("ok", await scene.Client.ReadAsync(2));
        Assert.Equal(RelayOutcome.Answered, await scene.Relay.OutcomeAsync());
    }

    [Fact]
    public async Task Body_Chunked_ArrivesChunked()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, head) = await scene.RequestAsync("PATCH /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");

        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", head, StringComparison.Ordinal);
        await scene.Client.SendAsync("3\r\nabc\r\n");
        Assert.Equal("3\r\nabc", await server.ReadAsync(6));
        await scene.Client.SendAsync("a\r\n0123456789\r\n0\r\n\r\n");
        Assert.Equal("\r\na\r\n0123456789\r\n0\r\n\r\n", await server.ReadUntilAsync("0\r\n\r\n"));
        await server.SendAsync(Created);
        Assert.StartsWith("HTTP/1.1 201 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 0\r\n\r\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "0\r\n\r\n")]
    public async Task Body_OfNoBytes_ArrivesComplete(string rest, string expected)
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, head) = await scene.RequestAsync("PUT /x HTTP/1.1\r\nHost: a\r\n" + rest);

        Assert.Contains(expected.Length == 0 ? "\r\nContent-Length: 0\r\n" : "\r\nTransfer-Encoding: chunked\r\n", head, StringComparison.Ordinal);
        Assert.Equal(expected, await server.ReadAsync(expected.Length));
        await server.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 204 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trailers_Declared_PassExceptThoseThatMayNot()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, head) = await scene.RequestAsync(
            "PATCH /x HTTP/1.1\r\nHost: a\r\nTrailer: Upload-Checksum\r\nTransfer-Encoding: chunked\r\n\r\n" +
            "3\r\nabc\r\n0\r\nUpload-Checksum: sha1 x\r\nContent-Length: 7\r\nHost: evil\r\n\r\n");

        Assert.Contains("\r\nTrailer: Upload-Checksum\r\n", head, StringComparison.Ordinal);
        Assert.Equal("3\r\nabc\r\n0\r\nUpload-Checksum: sha1 x\r\n\r\n", await server.ReadUntilAsync("\r\n\r\n"));
    }

    [Theory]
    [InlineData("Content-Length: 10\r\n\r\nhello")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n9\r\nhello")]
    public async Task Body_CutByItsClient_NeverLooksWhole(string rest)
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync("PUT /x HTTP/1.1\r\nHost: a\r\n" + rest);
        var before = await server.ReadUntilAsync("hello");
        scene.Client.Reset();

        Assert.Equal("", await server.ReadToEndAsync());
        Assert.EndsWith("hello", before, StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.ClientGone, await scene.Relay.OutcomeAsync());
    }

    [Fact]
    public async Task Body_WithMalformedChunk_NeverLooksWholeAndIsTold()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync("PUT /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        await server.ReadUntilAsync("hello");
        await scene.Client.SendAsync("nonsense\r\n");

        Assert.Equal("", await server.ReadToEndAsync());
        Assert.StartsWith("HTTP/1.1 400 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_GoneWhileTheTargetThinks_EndsTheTargetsConnection()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok");
        Assert.Equal("ok", await server.ReadAsync(2));
        scene.Client.Reset();

        Assert.Equal("", await server.ReadToEndAsync());
        Assert.Equal(RelayOutcome.ClientGone, await scene.Relay.OutcomeAsync());
    }
}
