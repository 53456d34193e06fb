using System.Net;
using System.Text;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Uploads;

/// <summary>Diagram 1 as a user lives it: put, list, get the same bytes.</summary>
public sealed class UploadTests(Topology topology)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(64 << 20)]
    public async Task Put_AnySize_IsListedAndDownloadedUnchanged(long length)
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        var url = DavClient.Url(space, $"size-{length}.bin");

        using var put = await client.PutPatternAsync(url, length, seed: 1, Stop);

        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal(length, (await client.ListAsync(DavClient.Url(space, ""), Stop))[$"size-{length}.bin"]);
        Assert.Equal((await PatternStream.Sha256Async(length, 1, Stop), length), await client.DownloadAsync(url, Stop));
    }

    [Theory]
    [InlineData("naïve café.txt")]
    [InlineData("日本語 🎈.bin")]
    [InlineData("100% sure.txt")]
    [InlineData("%41%2F.txt")]
    [InlineData("a#b?c=d&e+f.txt")]
    [InlineData("semi;colon, 'quotes' \"double\".txt")]
    [InlineData("e\u0301 decomposed.txt")]
    public async Task Put_AnyName_IsTheNameInTheListing(string name)
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("personal", Stop);
        var url = DavClient.Url(space, name);

        using var put = await client.PutAsync(url, name, Stop);

        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Contains(name, (await client.ListAsync(DavClient.Url(space, ""), Stop)).Keys);
        Assert.Equal(name, await client.Http.GetStringAsync(url, Stop));
    }

    [Fact]
    public async Task Put_Again_OverwritesAndAnswersWithTheNewEtag()
    {
        using var client = DavClient.Marie(topology.App);
        var url = DavClient.Url(await client.SpaceAsync("Lab", Stop), "overwritten.txt");

        using var first = await client.PutAsync(url, "one", Stop);
        using var second = await client.PutAsync(url, "two", Stop);
        using var got = await client.Http.GetAsync(url, Stop);

        Assert.Equal(HttpStatusCode.NoContent, second.StatusCode);
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(second.Headers.ETag, got.Headers.ETag);
        Assert.Equal(first.Headers.GetValues("OC-FileId"), second.Headers.GetValues("OC-FileId"));
        Assert.Equal("two", await got.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Put_Chunked_NeedsNoLength()
    {
        using var client = DavClient.Einstein(topology.App);
        var url = DavClient.Url(await client.SpaceAsync("personal", Stop), "chunked.bin");
        using var request = new HttpRequestMessage(HttpMethod.Put, url)
        {
            Content = new StreamContent(new PatternStream(5 << 20, seed: 2)),
            Headers = { TransferEncodingChunked = true },
        };

        using var put = await client.Http.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal(await PatternStream.Sha256Async(5 << 20, 2, Stop), (await client.DownloadAsync(url, Stop)).Sha256);
    }

    [Fact]
    public async Task Put_WithMtimeAndChecksum_KeepsBothAndRefusesAWrongOne()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("personal", Stop);
        using var right = Request(DavClient.Url(space, "checked.txt"), "SHA1:f7c3bc1d808e04732adf679965ccc34ca7ae3441");
        right.Headers.Add("X-OC-Mtime", "1700000000");
        using var wrong = Request(DavClient.Url(space, "unchecked.txt"), "SHA1:0000000000000000000000000000000000000000");

        using var accepted = await client.Http.SendAsync(right, Stop);
        using var refused = await client.Http.SendAsync(wrong, Stop);
        using var head = await client.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, DavClient.Url(space, "checked.txt")), Stop);

        Assert.Equal("accepted", Assert.Single(accepted.Headers.GetValues("X-OC-Mtime")));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), head.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("unchecked.txt", (await client.ListAsync(DavClient.Url(space, ""), Stop)).Keys);
    }

    [Fact]
    public async Task Get_Range_AnswersThatPart()
    {
        using var client = DavClient.Einstein(topology.App);
        var url = DavClient.Url(await client.SpaceAsync("personal", Stop), "ranged.txt");
        using var put = await client.PutAsync(url, "0123456789", Stop);
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new(3, 5) } };

        using var part = await client.Http.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("345", await part.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Folders_AreMadeListedAndRemovedWithWhatIsInThem()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("personal", Stop);
        using var made = await client.Http.SendAsync(new HttpRequestMessage(new HttpMethod("MKCOL"), DavClient.Url(space, "made")), Stop);
        using var put = await client.PutAsync(DavClient.Url(space, "made/file"), "x", Stop);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (made.StatusCode, put.StatusCode));
        Assert.Contains("file", (await client.ListAsync(DavClient.Url(space, "made"), Stop)).Keys);

        using var removed = await client.Http.DeleteAsync(DavClient.Url(space, "made"), Stop);

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var gone = await client.Http.GetAsync(DavClient.Url(space, "made/file"), Stop);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static HttpRequestMessage Request(string url, string checksum)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("123456789")) };
        request.Headers.Add("OC-Checksum", checksum);
        return request;
    }
}
