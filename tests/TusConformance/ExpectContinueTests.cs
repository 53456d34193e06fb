using UploadProcessing.TestSupport.Lines;

namespace TusConformance;

/// <summary>A client that asks before it sends (RFC 9110, 10.1.1) is asked for bytes only when they are wanted.</summary>
public sealed class ExpectContinueTests(Topology topology)
{
    [Fact]
    public async Task Patch_ThatWillBeTaken_IsAskedForItsBody()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(5);
        using var peer = await BeginAsync(upload, "Upload-Offset: 0");

        var interim = await peer.ReadHeadAsync();
        await peer.SendAsync("hello");
        var answer = Reply.Parse(await peer.ReadToEndAsync());

        Assert.StartsWith("HTTP/1.1 100 ", interim, StringComparison.Ordinal);
        Assert.Equal((204, 5), (answer.Status, answer.Offset));
    }

    [Theory]
    [InlineData(409, "Upload-Offset: 3")]
    [InlineData(400, "Upload-Offset: three")]
    [InlineData(400, "Upload-Offset: 0", "Upload-Checksum: crc32 AAAAAA==")]
    public async Task Patch_ThatWillBeRefused_IsRefusedBeforeItsBody(int status, params string[] headers)
    {
        using var site = await TusSite.OpenAsync(topology);
        using var peer = await BeginAsync(await site.CreateAsync(5), headers);

        Assert.Equal(status, Reply.Parse(await peer.ReadHeadAsync()).Status);
    }

    private static Task<RawPeer> BeginAsync(Uri upload, params string[] headers) => Wire.BeginAsync(
        "PATCH", upload, [TusSite.Version, TusSite.BodyType, "Content-Length: 5", "Expect: 100-continue", .. headers]);
}
