namespace TusConformance;

/// <summary>TUS 1.0.0, Checksum: "the uploaded chunk MUST be discarded, and the upload and its offset MUST NOT be updated" (clauses 26 to 28).</summary>
public sealed class ChecksumTests(Topology topology)
{
    private const string Sha1OfHello = "Upload-Checksum: sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=";

    [Theory]
    [InlineData(Sha1OfHello)]
    [InlineData("Upload-Checksum: md5 XUFAKrxLKna5cZ2REBfFkg==")]
    [InlineData("Upload-Checksum: sha256 LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=")]
    [InlineData("Upload-Checksum: sha512 m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==")]
    public async Task Patch_TheRightChecksum_Is204(string checksum)
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, 10);

        var first = await site.PatchAsync(upload, 0, "hello", checksum);
        var second = await site.PatchAsync(upload, 5, "hello", checksum);

        Assert.Equal((204, 5), (first.Status, first.Offset));
        Assert.Equal((204, 10), (second.Status, second.Offset));
        Assert.Equal("hellohello", await site.ContentAsync(name));
    }

    [Theory]
    [InlineData(460, Sha1OfHello)]
    [InlineData(460, "Upload-Checksum: md5 XUFAKrxLKna5cZ2REBfFkg==")]
    [InlineData(400, "Upload-Checksum: crc32 AAAAAA==")]
    [InlineData(400, "Upload-Checksum: SHA1 qvTGHdzF6KLavt4PO0gs2a6pQ00=")]
    [InlineData(400, "Upload-Checksum: sha1 nonsense")]
    [InlineData(400, "Upload-Checksum: sha1")]
    [InlineData(400, "Upload-Checksum:")]
    public async Task Patch_AnotherOrABadChecksum_DiscardsTheChunk(int status, string checksum)
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, 10);
        await site.PatchAsync(upload, 0, "first");

        var refused = await site.PatchAsync(upload, 5, "WORLD", checksum);

        Assert.Equal(status, refused.Status);
        Assert.Equal(5, (await site.HeadAsync(upload)).Offset);
        (await site.PatchAsync(upload, 5, "hello", Sha1OfHello)).MustBe(204);
        Assert.Equal("firsthello", await site.ContentAsync(name));
    }

    [Fact]
    public async Task Patch_TheRightChecksumInTheTrailer_Is204()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);

        var patched = await TrailerAsync(upload, "hello", Sha1OfHello);

        Assert.Equal((204, 5), (patched.Status, patched.Offset));
    }

    [Theory]
    [InlineData(460, Sha1OfHello)]
    [InlineData(400, "Upload-Checksum: crc32 AAAAAA==")]
    [InlineData(400, "Upload-Checksum: sha1 nonsense")]
    public async Task Patch_AnotherOrABadChecksumInTheTrailer_DiscardsTheChunk(int status, string checksum)
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);

        var refused = await TrailerAsync(upload, "WORLD", checksum);

        Assert.Equal(status, refused.Status);
        Assert.Equal(0, (await site.HeadAsync(upload)).Offset);
    }

    // As it arrives behind a proxy that drops trailers: whole, or with a length. And of a request without a body.
    [Theory]
    [InlineData("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 5", "hello")]
    [InlineData("Content-Length: 0", "")]
    [InlineData("X-Framing: none", "")]
    public async Task Patch_AnAnnouncedChecksumThatDoesNotCome_Is400AndStoresNothing(string framing, string body)
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);
        using var peer = await Wire.BeginAsync(
            "PATCH", upload, [TusSite.Version, TusSite.BodyType, "Upload-Offset: 0", "Trailer: Upload-Checksum", framing]);

        await peer.SendAsync(body);

        Assert.Equal(400, Reply.Parse(await peer.ReadToEndAsync()).Status);
        Assert.Equal(0, (await site.HeadAsync(upload)).Offset);
    }

    [Fact]
    public async Task Patch_ACutBodyWithAChecksum_KeepsNothing()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);
        using (var cut = await Wire.BeginAsync(
            "PATCH", upload, [TusSite.Version, TusSite.BodyType, "Upload-Offset: 0", "Content-Length: 5", Sha1OfHello]))
        {
            await cut.SendAsync("hel");
            await cut.EndSendingAsync();
            await cut.ReadToEndAsync();
        }

        Assert.Equal(0, (await site.HeadAsync(upload)).Offset);
    }

    [Theory]
    [InlineData("hello", 201)]
    [InlineData("hallo", 460)]
    public async Task Post_AChecksumOfTheFirstBytes_IsVerified(string body, int status)
    {
        using var site = await TusSite.OpenAsync(topology);

        var answer = await site.PostWithAsync(body, TusSite.Metadata(TusSite.NewName()), "Upload-Length: 10", TusSite.BodyType, Sha1OfHello);

        Assert.Equal(status, answer.Status);
    }

    private static Task<Reply> TrailerAsync(Uri upload, string body, string checksum) => Wire.SendChunkedAsync(
        "PATCH", upload, [TusSite.Version, TusSite.BodyType, "Upload-Offset: 0", "Trailer: Upload-Checksum"], body, checksum);
}
