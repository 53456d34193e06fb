using UploadProcessing.Contracts.Transfer;

namespace ServiceTests.DataGateway;

public sealed class ForwardTransferTests
{
    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Body_WithATokenInThePath_ReachesTheTargetWithoutTheClientsCredentials(string method)
    {
        await using var scene = await GatewayScene.StartAsync();
        var jwt = scene.Gateway.Token();
        var (server, head) = await scene.RequestAsync(
            $"{method} /data/{jwt} HTTP/1.1\r\nHost: a\r\nAuthorization: Basic secret\r\nCookie: secret\r\nUpload-Offset: 0\r\nContent-Length: 5\r\n\r\nhello");

        Assert.StartsWith($"{method} /data/simple/{scene.Gateway.Upload} HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nX-Reva-Transfer: {jwt}\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nUpload-Offset: 0\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", head, StringComparison.Ordinal);
        Assert.Equal("hello", await server.ReadAsync(5));
        await server.SendAsync("HTTP/1.1 409 Conflict\r\nUpload-Offset: 3\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nwrong");
        var answer = await scene.Client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 409 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nUpload-Offset: 3\r\n", answer, StringComparison.Ordinal);
        Assert.Equal("wrong", await scene.Client.ReadAsync(5));
    }

    [Fact]
    public async Task Body_WithATokenInTheHeader_ReachesTheTarget()
    {
        await using var scene = await GatewayScene.StartAsync();
        var jwt = scene.Gateway.Token();
        var (server, head) = await scene.RequestAsync($"PUT /data HTTP/1.1\r\nHost: a\r\nX-Reva-Transfer: {jwt}\r\nContent-Length: 0\r\n\r\n");

        Assert.StartsWith($"PUT /data/simple/{scene.Gateway.Upload} HTTP/1.1\r\n", head, StringComparison.Ordinal);
        await server.SendAsync("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 201 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_WithATransferCodingBesideChunked_Is501AndGoesNowhere()
    {
        await using var scene = await GatewayScene.StartAsync();
        await scene.Client.SendAsync($"PUT /data/{scene.Gateway.Token()} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 501 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.False(scene.DataProvider.HasConnection);
    }

    [Fact]
    public async Task Download_WithRangeAndConditions_IsPassedOnUntouched()
    {
        await using var scene = await GatewayScene.StartAsync();
        var jwt = scene.Gateway.Token(TransferOperation.Read);
        var (server, head) = await scene.RequestAsync(
            $"GET /data/{jwt} HTTP/1.1\r\nHost: a\r\nRange: bytes=0-3\r\nIf-None-Match: \"1\"\r\nAccept-Encoding: gzip\r\nAuthorization: secret\r\n\r\n");

        foreach (var line in new[] { "Range: bytes=0-3", "If-None-Match: \"1\"", "Accept-Encoding: gzip", $"X-Reva-Transfer: {jwt}" })
        {
            Assert.Contains($"\r\n{line}\r\n", head, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secret", head, StringComparison.Ordinal);
        await server.SendAsync(
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-3/9\r\nContent-Encoding: gzip\r\nETag: \"2\"\r\nContent-Length: 4\r\n\r\n\0\u0001\u0002\u0003");
        var answer = await scene.Client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 206 ", answer, StringComparison.Ordinal);
        foreach (var line in new[] { "Content-Range: bytes 0-3/9", "Content-Encoding: gzip", "ETag: \"2\"", "Content-Length: 4" })
        {
            Assert.Contains($"\r\n{line}\r\n", answer, StringComparison.Ordinal);
        }

        Assert.Equal("\0\u0001\u0002\u0003", await scene.Client.ReadAsync(4));
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 302 ")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n", "HTTP/1.1 304 ")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 503 ")]
    public async Task Download_AnsweredOtherwise_IsNeitherFollowedNorRepeated(string answer, string expected)
    {
        await using var scene = await GatewayScene.StartAsync();
        var (server, _) = await scene.RequestAsync($"GET /data/{scene.Gateway.Token(TransferOperation.Read)} HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.SendAsync(answer);

        Assert.StartsWith(expected, await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.False(scene.DataProvider.HasConnection);
        Assert.False(server.HasData);
    }

    [Fact]
    public async Task Download_CutByTheDataProvider_NeverLooksWhole()
    {
        await using var scene = await GatewayScene.StartAsync();
        var (server, _) = await scene.RequestAsync($"GET /data/{scene.Gateway.Token(TransferOperation.Read)} HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
        await scene.Client.ReadUntilAsync("half");
        server.Dispose();

        Assert.DoesNotContain("0\r\n\r\n", await scene.Client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_SilentBeforeItsHead_Is502()
    {
        await using var scene = await GatewayScene.StartAsync(("Relay:TargetTimeout", "00:00:00.200"));
        await scene.RequestAsync($"GET /data/{scene.Gateway.Token(TransferOperation.Read)} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 502 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_SilentInItsBody_NeverLooksWhole()
    {
        await using var scene = await GatewayScene.StartAsync(("Relay:TargetTimeout", "00:00:00.200"));
        var (server, _) = await scene.RequestAsync($"GET /data/{scene.Gateway.Token(TransferOperation.Read)} HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");

        Assert.EndsWith("half", await scene.Client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_WithFieldsThatAreNotAscii_PassesThemBothWays()
    {
        await using var scene = await GatewayScene.StartAsync();
        const string Name = "\u00c3\u00a4"; // the two bytes of an umlaut in UTF-8
        var (server, head) = await scene.RequestAsync(
            $"GET /data/{scene.Gateway.Token(TransferOperation.Read)} HTTP/1.1\r\nHost: a\r\nX-Name: {Name}\r\n\r\n");
        Assert.Contains($"\r\nX-Name: {Name}\r\n", head, StringComparison.Ordinal);
        await server.SendAsync($"HTTP/1.1 200 OK\r\nX-File: {Name}\r\nContent-Length: 0\r\n\r\n");

        Assert.Contains($"\r\nX-File: {Name}\r\n", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TransferOperation.Read)]
    [InlineData(TransferOperation.Write)]
    public async Task Head_WithEitherToken_HasTheLengthAndNoBody(TransferOperation operation)
    {
        await using var scene = await GatewayScene.StartAsync();
        var (server, head) = await scene.RequestAsync($"HEAD /data/{scene.Gateway.Token(operation)} HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("HEAD /data/simple/", head, StringComparison.Ordinal);
        await server.SendAsync("HTTP/1.1 200 OK\r\nUpload-Offset: 7\r\nContent-Length: 77\r\n\r\n");

        var answer = await scene.Client.ReadHeadAsync();
        Assert.Contains("\r\nContent-Length: 77\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nUpload-Offset: 7\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_WithoutAToken_SaysWhatIsAllowed()
    {
        await using var scene = await GatewayScene.StartAsync();
        await scene.Client.SendAsync("OPTIONS /data/anything HTTP/1.1\r\nHost: a\r\n\r\n");

        var answer = await scene.Client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 204 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nAllow: DELETE, GET, HEAD, OPTIONS, PATCH, PUT\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("GET")]
    public async Task DataProvider_ThatCannotBeReached_Is502WithProblemDetails(string method)
    {
        await using var scene = await GatewayScene.StartAsync();
        scene.DataProvider.Dispose();
        var jwt = scene.Gateway.Token(method == "GET" ? TransferOperation.Read : TransferOperation.Write);
        await scene.Client.SendAsync($"{method} /data/{jwt} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");

        var answer = await scene.Client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 502 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_OfAnUploadWhoseDataProviderCannotBeReached_Is423SoThatTheClientAsksAgain()
    {
        await using var scene = await GatewayScene.StartAsync();
        scene.DataProvider.Dispose();
        await scene.Client.SendAsync($"HEAD /data/{scene.Gateway.Token(TransferOperation.Write)} HTTP/1.1\r\nHost: a\r\nTus-Resumable: 1.0.0\r\n\r\n");

        var answer = await scene.Client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 423 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: 1\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nUpload-Offset:", answer, StringComparison.Ordinal);
    }
}
