namespace ClientTests.Curl;

public sealed class CurlDownloadTests(Topology topology)
{
    private const int Length = 8 << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(Length / 2)]
    [InlineData(Length - 1)]
    public async Task Download_Resumed_FetchesOnlyWhatIsMissing(int present)
    {
        await using var place = await UploadedAsync();
        await place.WriteAsync("part.bin", present, seed: 1, Stop);     // a pattern begins with the shorter pattern of its seed

        var resumed = await place.CurlAsync(
            "--fail", "-C", "-", "--output", "part.bin", "--write-out", "%{http_code} %{size_download}", place.UrlOf("file.bin"));

        Assert.Equal($"206 {Length - present}", resumed.EndedWith(0).Output);
        Assert.Equal(await place.Sha256Async("file.bin", Stop), await place.Sha256Async("part.bin", Stop));
    }

    [Fact]
    public async Task Download_ResumedWhenAllIsThere_Answers416AndChangesNothing()
    {
        await using var place = await UploadedAsync();
        await place.WriteAsync("whole.bin", Length, seed: 1, Stop);

        var resumed = await place.CurlAsync("-C", "-", "--output", "whole.bin", "--write-out", "%{http_code}", place.UrlOf("file.bin"));

        Assert.Equal("416", resumed.EndedWith(0).Output);
        Assert.Equal(await place.Sha256Async("file.bin", Stop), await place.Sha256Async("whole.bin", Stop));
    }

    [Fact]
    public async Task Download_WithTheEtagCurlHasSaved_Answers304()
    {
        await using var place = await UploadedAsync();
        var first = await place.CurlAsync("--fail", "--etag-save", "etag", "--output", "first.bin", place.UrlOf("file.bin"));

        var second = await place.CurlAsync(
            "--fail", "--etag-compare", "etag", "--output", "second.bin", "--write-out", "%{http_code} %{size_download}", place.UrlOf("file.bin"));

        first.EndedWith(0);
        Assert.Equal("304 0", second.EndedWith(0).Output);
    }

    private async Task<Workplace> UploadedAsync()
    {
        var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("file.bin", Length, seed: 1, Stop);
        (await place.CurlAsync("--fail", "-T", "file.bin", place.FolderUrl + "/")).EndedWith(0);
        return place;
    }
}
