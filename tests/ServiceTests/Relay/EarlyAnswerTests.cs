using System.Diagnostics;
using UploadProcessing.Relay;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Relay;

/// <summary>Alone, because it measures a time that other work on the machine would lengthen.</summary>
[Collection<MeasuredAlone>]
public sealed class EarlyAnswerTests
{
    [Theory]
    [InlineData("HTTP/1.1 409 Conflict", "Transfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 507 Insufficient Storage", "Content-Length: 9000000000000000\r\n\r\n")]
    [InlineData("HTTP/1.1 201 Created", "Content-Length: 9000000000000000\r\n\r\n")]
    public async Task Answer_BeforeAnEndlessBodyEnds_ReachesTheClientWithinASecond(string status, string framing)
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync("PUT /x HTTP/1.1\r\nHost: a\r\n" + framing);
        var endless = SendForEverAsync(scene.Client, framing.StartsWith("Transfer", StringComparison.Ordinal));
        await server.ReadAsync(1024 * 1024);

        var since = Stopwatch.GetTimestamp();
        await server.SendAsync(status + "\r\nContent-Length: 4\r\nX-Why: said\r\n\r\nstop");
        var head = await scene.Client.ReadHeadAsync();
        Assert.Equal("stop", await scene.Client.ReadAsync(4));
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(1));

        Assert.StartsWith(status, head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Why: said\r\n", head, StringComparison.Ordinal);
        await server.ReadToEndAsync(); // the target's connection is closed, not used for what is left of the body
        Assert.Equal(RelayOutcome.Answered, await scene.Relay.OutcomeAsync());
        scene.Client.Dispose();
        await endless;
    }

    [Fact]
    public async Task Answer_OfATargetThatDoesNotReadAndCloses_ReachesTheClient()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000000000000\r\n\r\n");
        var endless = SendForEverAsync(scene.Client, chunked: false);
        await server.SendAsync("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        server.Dispose();
        scene.Client.Dispose();
        await endless;
    }

    [Fact]
    public async Task Answer_ToAClientThatPaused_StillArrives()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nsome");
        await server.ReadAsync(4);
        await server.SendAsync("HTTP/1.1 423 Locked\r\nContent-Length: 0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 423 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Answered, await scene.Relay.OutcomeAsync());
    }

    private static async Task SendForEverAsync(RawPeer client, bool chunked)
    {
        var block = chunked ? [.. "10000\r\n"u8, .. new byte[0x10000], .. "\r\n"u8] : new byte[0x10000];
        try
        {
            while (true)
            {
                await client.SendAsync(block);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // For ever ends with the connection.
        }
    }
}
