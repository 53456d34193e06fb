using System.Globalization;

namespace ClientTests.Browser;

/// <summary>tus-js-client in a browser, on a page of another origin.</summary>
public sealed class TusJsTests(Topology topology)
{
    private const int Mebibyte = 1 << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_OfAFile_HasItsBytesAndKeepsThePasswordFromTheGateway()
    {
        await using var scene = await Scene.StartAsync(topology, 20 * Mebibyte, Stop);

        await scene.Page.BeginAsync(new { chunkSize = 8 * Mebibyte });
        var seen = await scene.Page.DoneAsync();

        await scene.AssertUploadedAsync();
        Assert.Equal(["POST", "PATCH", "PATCH", "PATCH"], seen.Requests.Select(request => request.Method));
        var gateway = topology.App.GetEndpoint("datagateway", "http");
        var toGateway = scene.Browser.Requests.Where(request => new Uri(request.Url).Authority == gateway.Authority).ToList();
        Assert.Equal(3, toGateway.Count);
        foreach (var request in toGateway)
        {
            Assert.DoesNotContain("authorization", (await request.AllHeadersAsync()).Keys);
        }
    }

    [Fact]
    public async Task Upload_PausedMidChunk_GoesOnWhereTheServerIs()
    {
        await using var scene = await Scene.StartAsync(topology, 16 * Mebibyte, Stop);
        await scene.Browser.LimitUploadAsync(2 * Mebibyte);
        await scene.Page.BeginAsync();
        await scene.Stored.MoreThanAsync(Mebibyte);

        await scene.Page.PauseAsync();
        await scene.Browser.LimitUploadAsync(-1);
        await scene.Page.GoOnAsync();

        AssertWentOn(await scene.Page.DoneAsync());
        await scene.AssertUploadedAsync();
    }

    [Fact]
    public async Task Upload_ThePageReloadedMidChunk_IsFoundAgainAndGoesOn()
    {
        await using var scene = await Scene.StartAsync(topology, 16 * Mebibyte, Stop);
        await scene.Browser.LimitUploadAsync(2 * Mebibyte);
        await scene.Page.BeginAsync();
        await scene.Stored.MoreThanAsync(Mebibyte);
        var url = (await scene.Page.SeenAsync()).Url;

        // The request ends with its page, in the middle of the chunk, and nobody has said anything to the client.
        await scene.OpenPageAsync();
        await scene.Browser.LimitUploadAsync(-1);
        var found = await scene.Page.BeginAsync(new { findPrevious = true });

        Assert.Equal(url, found);
        AssertWentOn(await scene.Page.DoneAsync());
        await scene.AssertUploadedAsync();
    }

    [Fact]
    public async Task Upload_InTenPartsAtOnce_IsOneFile()
    {
        await using var scene = await Scene.StartAsync(topology, 20 * Mebibyte + 7, Stop);

        await scene.Page.BeginAsync(new { parallelUploads = 10 });
        var seen = await scene.Page.DoneAsync();

        await scene.AssertUploadedAsync();
        Assert.Equal(10, seen.Requests.Count(request => request is { Method: "POST", Concat: "partial" }));
        Assert.Single(seen.Requests, request => request is { Method: "POST", Status: 201 } && request.Concat!.StartsWith("final;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Upload_FromAStreamWhoseLengthNobodyKnows_HasItsBytes()
    {
        await using var scene = await Scene.StartAsync(topology, 5 * Mebibyte + 12345, Stop);

        await scene.Page.BeginAsync(new { source = "stream", uploadLengthDeferred = true, chunkSize = Mebibyte });
        var seen = await scene.Page.DoneAsync();

        await scene.AssertUploadedAsync();
        // Only with the last bytes did the server learn how many they are.
        Assert.InRange(seen.Requests.Count, 7, 8);
        Assert.Equal($"{5 * Mebibyte + 12345}", seen.Requests[^1].Length);
        Assert.All(seen.Requests.SkipLast(1), request => Assert.Null(request.Length));
    }

    /// <summary>It asks where to go on, and goes on there: no new upload, and no byte again.</summary>
    internal static void AssertWentOn(TusPage.Seen seen)
    {
        var answered = seen.Requests.SkipWhile(request => request is not { Method: "HEAD", Status: 200 }).ToList();
        Assert.Equal(["HEAD", "PATCH"], answered.Select(request => request.Method));
        Assert.True(long.Parse(answered[0].Offset!, CultureInfo.InvariantCulture) > 0, "The server had no byte of it.");
        Assert.Equal(answered[0].Offset, answered[1].From);
        Assert.DoesNotContain(seen.Requests.Skip(1), request => request.Method == "POST");
    }
}
