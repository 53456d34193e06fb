using System.Xml.Linq;
using UploadProcessing.TestSupport;

namespace ClientTests.Curl;

public sealed class CurlUploadTests(Topology topology)
{
    private const string StatusAtTheEnd = "%{http_code}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(64 << 20, true)]
    [InlineData(64 << 20, false)]
    public async Task Upload_WithAndWithoutExpect_ComesBackUnchanged(long length, bool expect)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("file.bin", length, seed: 1, Stop);

        var put = await place.CurlAsync(
            "--verbose", "--write-out", StatusAtTheEnd, "--header", expect ? "Expect: 100-continue" : "Expect:", "-T", "file.bin", place.FolderUrl + "/");
        var get = await place.CurlAsync("--fail", "--output", "back.bin", place.UrlOf("file.bin"));

        Assert.Equal("201", put.EndedWith(0).Output);
        // Without Expect nobody waits for it; and an interim answer to an empty body would only be noise.
        Assert.Equal(expect && length > 0, put.Error.Contains("< HTTP/1.1 100 Continue", StringComparison.Ordinal));
        get.EndedWith(0);
        Assert.Equal(await place.Sha256Async("file.bin", Stop), await place.Sha256Async("back.bin", Stop));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64 << 20)]
    public async Task Upload_FromAPipe_IsChunkedAndComesBackUnchanged(long length)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var pipe = new PatternStream(length, seed: 2);

        var put = await place.CurlFromPipeAsync(pipe, "--verbose", "--write-out", StatusAtTheEnd, "-T", "-", place.UrlOf("piped.bin"));

        Assert.Equal("201", put.EndedWith(0).Output);
        Assert.Contains("> Transfer-Encoding: chunked", put.Error, StringComparison.Ordinal);
        Assert.Equal(
            (await PatternStream.Sha256Async(length, seed: 2, Stop), length), await place.Client.DownloadAsync(place.UrlOf("piped.bin"), Stop));
    }

    [Theory]
    [InlineData("naïve café.txt")]
    [InlineData("日本語 🎈.bin")]
    [InlineData("100% sure.txt")]
    [InlineData("%41%2F.txt")]
    [InlineData("a#b?c=d&e+f.txt")]
    [InlineData("[brackets] {and braces}.txt")]
    public async Task Upload_AnyName_IsThatNameInCurlsListing(string name)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync(name, 100, seed: 3, Stop);

        // The address ends with a slash: curl itself appends the name and encodes it.
        var put = await place.CurlAsync("--write-out", StatusAtTheEnd, "-T", name, place.FolderUrl + "/");
        var listing = await place.CurlAsync("--fail", "--request", "PROPFIND", "--header", "Depth: 1", place.FolderUrl + "/");
        var get = await place.CurlAsync("--fail", "--output", "back.bin", place.UrlOf(name));

        Assert.Equal("201", put.EndedWith(0).Output);
        var hrefs = XDocument.Parse(listing.EndedWith(0).Output).Descendants(XName.Get("href", "DAV:")).Select(href => href.Value);
        Assert.Equal([name], hrefs.Skip(1).Select(href => Uri.UnescapeDataString(href.Split('/')[^1])));
        get.EndedWith(0);
        Assert.Equal(await place.Sha256Async(name, Stop), await place.Sha256Async("back.bin", Stop));
    }

    [Fact]
    public async Task Upload_OverAFile_Answers204AndReplacesIt()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("one.bin", 5000, seed: 4, Stop);
        await place.WriteAsync("two.bin", 50, seed: 5, Stop);
        var first = await place.CurlAsync("--write-out", StatusAtTheEnd, "-T", "one.bin", place.UrlOf("file.bin"));

        var second = await place.CurlAsync("--write-out", StatusAtTheEnd, "-T", "two.bin", place.UrlOf("file.bin"));

        Assert.Equal("201", first.EndedWith(0).Output);
        Assert.Equal("204", second.EndedWith(0).Output);
        Assert.Equal((await place.Sha256Async("two.bin", Stop), 50), await place.Client.DownloadAsync(place.UrlOf("file.bin"), Stop));
    }

    [Fact]
    public async Task Upload_OverAFile_KeepsTheConnectionForTheNextRequest()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("file.bin", 33, seed: 6, Stop);
        string[] put = ["--write-out", "%{http_code} %{num_connects}\n", "-T", "file.bin", place.UrlOf("file.bin")];

        // rclone sends a PROPFIND behind each PUT on the same connection and does not try it again when that was closed.
        var run = await place.CurlAsync([.. put, "--next", .. Curl.As("einstein:relativity", put).Skip(1), "--next", .. Curl.As("einstein:relativity", put).Skip(1)]);

        Assert.Equal(["201 1", "204 0", "204 0"], run.EndedWith(0).Output.Trim().Split('\n'));
    }
}
