using UploadProcessing.Relay;

namespace ServiceTests.Relay;

public sealed class ExpectContinueTests
{
    private const string Request = "PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";

    [Fact]
    public async Task Client_ThatExpects_IsAskedForTheBodyOnlyWhenTheTargetAsks()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, head) = await scene.RequestAsync(Request);
        Assert.Contains("\r\nExpect: 100-continue\r\n", head, StringComparison.Ordinal);
        Assert.False(scene.Client.HasData);

        await server.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100 Continue\r\n", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        await scene.Client.SendAsync("hello");
        Assert.Equal("hello", await server.ReadAsync(5));
        await server.SendAsync("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 201 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_SentWithoutWaiting_IsNotPassedOnBeforeTheTargetAsks()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request + "hello");

        await server.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n");
        Assert.False(server.HasData);
        await server.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
        Assert.Equal("hello", await server.ReadAsync(5));
    }

    [Fact]
    public async Task Refusal_InsteadOfContinue_ReachesTheClientWithout100()
    {
        await using var scene = await RelayScene.StartAsync();
        var (server, _) = await scene.RequestAsync(Request);
        await server.SendAsync("HTTP/1.1 412 Precondition Failed\r\nContent-Length: 0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 412 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal("", await server.ReadToEndAsync());
        Assert.Equal(RelayOutcome.Answered, await scene.Relay.OutcomeAsync());
    }

    [Fact]
    public async Task Target_WithoutAnOpinion_GetsTheBodyAfterAWhile()
    {
        await using var scene = await RelayScene.StartAsync(("ContinueTimeout", "00:00:00.050"));
        var (server, _) = await scene.RequestAsync(Request);

        Assert.StartsWith("HTTP/1.1 100 ", await scene.Client.ReadHeadAsync(), StringComparison.Ordinal);
        await scene.Client.SendAsync("hello");
        Assert.Equal("hello", await server.ReadAsync(5));
    }

    [Fact]
    public async Task Expect_WithoutABody_IsNotPassedOn()
    {
        await using var scene = await RelayScene.StartAsync();
        var (_, head) = await scene.RequestAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n");

        Assert.DoesNotContain("Expect", head, StringComparison.Ordinal);
    }
}
