using UploadProcessing.Relay;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Relay;

public sealed class RequestHeadTests
{
    // Kestrel forgets what Connection names besides keep-alive (it keeps "keep-alive" alone), so the names stand by themselves here.
    [Fact]
    public async Task HopByHopFields_OfTheClient_EndAtTheRelay()
    {
        await using var scene = await RelayScene.StartAsync();
        var (_, head) = await scene.RequestAsync(
            "PUT /x HTTP/1.1\r\nHost: a\r\nConnection: x-hop ,X-Other\r\nX-Hop: 1\r\nX-Other: 2\r\nKeep-Alive: 1\r\nTE: trailers\r\n" +
            "Upgrade: x\r\nProxy-Authorization: p\r\nProxy-Connection: c\r\nX-End: 3\r\nContent-Length: 0\r\n\r\n");

        foreach (var name in new[] { "Connection", "X-Hop", "X-Other", "Keep-Alive", "TE:", "Upgrade", "Proxy-" })
        {
            Assert.DoesNotContain(name, head, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("\r\nX-End: 3\r\n", head, StringComparison.Ordinal);
    }

    // RFC 9110, 6.6.2: it says what the sender means to follow. Some proxies drop trailers and collect the body, but leave this; without it
    // the target could not know that a checksum was to come.
    [Fact]
    public async Task Trailer_OfABodyWithALength_StillSaysWhatWasAnnounced()
    {
        await using var scene = await RelayScene.StartAsync();
        var (_, head) = await scene.RequestAsync("PATCH /x HTTP/1.1\r\nHost: a\r\nTrailer: Upload-Checksum\r\nContent-Length: 0\r\n\r\n");

        Assert.Contains("\r\nTrailer: Upload-Checksum\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_WithheldOrSetByTheCaller_DoNotComeFromTheClient()
    {
        using var target = new RawTarget();
        await using var relay = await RelayHost.StartAsync(_ => new RelayRequest
        {
            Target = target.Address,
            Template = RelayHost.Template,
            Withheld = new HashSet<string> { "Authorization" },
            Headers = new Dictionary<string, string> { ["X-Reva-Transfer"] = "ours" },
        });
        using var client = await RawPeer.ConnectAsync(relay.Address);
        await client.SendAsync(
            "PUT /x HTTP/1.1\r\nHost: a\r\nauthorization: secret\r\nx-reva-transfer: theirs\r\nTransfer-Encoding: chunked\r\n\r\n" +
            "0\r\nAUTHORIZATION: secret\r\nX-Reva-Transfer: theirs\r\n\r\n");
        using var server = await target.AcceptAsync();

        var head = await server.ReadHeadAsync();
        Assert.Contains("\r\nX-Reva-Transfer: ours\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("theirs", head, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", head, StringComparison.Ordinal);
        Assert.Equal("0\r\n\r\n", await server.ReadUntilAsync("\r\n\r\n"));
    }

    [Fact]
    public async Task Field_WithControlCharacters_IsRefusedBeforeTheTargetHearsOfIt()
    {
        await using var scene = await RelayScene.StartAsync();
        await scene.Client.SendAsync("PUT /x HTTP/1.1\r\nHost: a\r\nX: a\u0001b\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(RelayOutcome.ClientGone, await scene.Relay.OutcomeAsync());
        Assert.StartsWith("HTTP/1.1 400 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.False(scene.Target.HasConnection);
    }

    [Theory]
    [InlineData("X", "a\r\nInjected: 1")]
    [InlineData("X", "a\nInjected: 1")]
    [InlineData("X: a\r\nInjected", "1")]
    [InlineData("", "1")]
    public async Task Field_OfTheCallerThatIsMoreThanOne_IsABugAndNeverSent(string name, string value)
    {
        using var target = new RawTarget();
        await using var relay = await RelayHost.StartAsync(_ => new RelayRequest
        {
            Target = target.Address,
            Template = RelayHost.Template,
            Headers = new Dictionary<string, string> { [name] = value },
        });
        using var client = await RawPeer.ConnectAsync(relay.Address);
        await client.SendAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 500 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.False(target.HasConnection);
    }

    [Theory]
    [InlineData("/a%0d%0aX:%201", "PUT /a%0d%0aX:%201 HTTP/1.1\r\nHost")]
    [InlineData("/a b\r\nX: 1", "PUT /a%20b%0D%0AX:%201 HTTP/1.1\r\nHost")]
    public async Task Target_WithLineBreaksInItsPath_StaysOneLine(string path, string expected)
    {
        using var target = new RawTarget();
        await using var relay = await RelayHost.StartAsync(_ =>
            new RelayRequest { Target = new UriBuilder(target.Address) { Path = path }.Uri, Template = RelayHost.Template });
        using var client = await RawPeer.ConnectAsync(relay.Address);
        await client.SendAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        using var server = await target.AcceptAsync();

        Assert.StartsWith(expected, await server.ReadHeadAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Request_SmuggledByTwoFramings_ArrivesWithOne()
    {
        await using var scene = await RelayScene.StartAsync();
        await scene.Client.SendAsync(
            "PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
        using var server = await scene.Target.AcceptAsync();
        var head = await server.ReadHeadAsync();

        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nContent-Length:", head, StringComparison.Ordinal);
        Assert.Equal("0\r\n\r\n", await server.ReadUntilAsync("0\r\n\r\n"));
        Assert.False(server.HasData);
    }
}
