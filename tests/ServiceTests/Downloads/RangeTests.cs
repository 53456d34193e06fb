using System.Net;
using System.Text;

namespace ServiceTests.Downloads;

/// <summary>RFC 9110, 14 and 15.3.7, through ocdav.</summary>
public sealed class RangeTests(DownloadedFile file) : IClassFixture<DownloadedFile>
{
    private static byte[] Content => DownloadedFile.Content;

    [Theory]
    [InlineData("bytes=0-0", 0, 0)]
    [InlineData("bytes=-3", 9997, 9999)]
    [InlineData("bytes=-20000", 0, 9999)]
    [InlineData("bytes=9990-", 9990, 9999)]
    [InlineData("bytes=9990-20000", 9990, 9999)]
    [InlineData("bytes=9990-99999999999999999999999999", 9990, 9999)]
    [InlineData("BYTES=1-2", 1, 2)]
    [InlineData("bytes=,, 1-2 ,", 1, 2)]
    [InlineData("bytes=0-1,20000-", 0, 1)]
    [InlineData("bytes=20000-,-0,5-6", 5, 6)]
    [InlineData("bytes=0-100,50-200", 0, 200)]
    [InlineData("bytes=0-9999,0-9999,0-9999,0-9999", 0, 9999)]
    [InlineData("bytes=0-99,200-299", 0, 299)] // the bytes between cost less than a second part
    public async Task Range_OfOnePartInTheEnd_IsSentAsThatPart(string range, int first, int last)
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Name, null, ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes {first}-{last}/10000", answer.Content.Headers.ContentRange?.ToString());
        Assert.Equal(last - first + 1, answer.Content.Headers.ContentLength);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(Content[first..(last + 1)], await BytesAsync(answer));
    }

    [Theory]
    [InlineData("bytes=0-1,5000-5001", "0-1 5000-5001")]
    [InlineData("bytes=5000-5001,0-1", "5000-5001 0-1")]
    [InlineData("bytes=-1,0-0,5000-5000", "9999-9999 0-0 5000-5000")]
    [InlineData("bytes=5000-5009,0-1,5005-5019", "5000-5019 0-1")]
    [InlineData("bytes=9000-9001,20000-,0-1", "9000-9001 0-1")]
    public async Task Range_OfSeveralParts_IsMultipartInTheOrderAskedFor(string range, string expected)
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Name, null, ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Null(answer.Content.Headers.ContentRange);
        Assert.Equal("multipart/byteranges", answer.Content.Headers.ContentType?.MediaType);
        var boundary = answer.Content.Headers.ContentType!.Parameters.Single(parameter => parameter.Name == "boundary").Value;
        var body = await BytesAsync(answer);
        var wanted = string.Join("\r\n", expected.Split(' ').Select(part => Part(boundary!, part))) + $"\r\n--{boundary}--\r\n";
        Assert.Equal(wanted, Encoding.Latin1.GetString(body));
        Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Range_OfManySmallParts_NeverSendsMoreThanTheFileAndItsFrames()
    {
        var range = "bytes=" + string.Join(',', Enumerable.Range(0, 64).Select(i => $"{i * 156}-{(i * 156) + 1}"));

        using var answer = await file.SendAsync("GET", DownloadedFile.Name, null, ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.InRange((await BytesAsync(answer)).Length, 1, Content.Length);
    }

    [Theory]
    [InlineData("bytes=10000-")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=20000-30000,10000-")]
    [InlineData("bytes=99999999999999999999999999-")]
    public async Task Range_OfNothingInTheFile_Returns416WithItsLength(string range)
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Name, null, ("Range", range));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal("bytes */10000", answer.Content.Headers.ContentRange?.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Null(answer.Content.Headers.ContentDisposition);
    }

    [Fact]
    public async Task Range_OfMorePartsThanAllowed_Returns416()
    {
        var range = "bytes=" + string.Join(',', Enumerable.Range(0, 65).Select(i => $"{i}-{i}"));

        using var answer = await file.SendAsync("GET", DownloadedFile.Name, null, ("Range", range));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
    }

    [Theory]
    [InlineData("items=0-1")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=5-2")]
    [InlineData("bytes=0-1,5-2")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=1-2-3")]
    [InlineData("bytes=0x1-0x2")]
    public async Task Range_ThatIsNone_IsIgnored(string range)
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Name, null, ("Range", range));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Content, await BytesAsync(answer));
    }

    [Fact]
    public async Task Range_OfAHead_IsIgnored()
    {
        using var answer = await file.SendAsync("HEAD", DownloadedFile.Name, null, ("Range", "bytes=0-1"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Content.Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Range_FromTheBeginningOfAnEmptyFile_Returns416()
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Empty, null, ("Range", "bytes=0-"));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal("bytes */0", answer.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task Range_FromTheEndOfAnEmptyFile_IsAllOfIt()
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Empty, null, ("Range", "bytes=-10"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, answer.Content.Headers.ContentLength);
    }

    private static string Part(string boundary, string range)
    {
        var ends = range.Split('-').Select(int.Parse).ToArray();
        return $"--{boundary}\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes {range}/10000\r\n\r\n"
            + Encoding.Latin1.GetString(Content[ends[0]..(ends[1] + 1)]);
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
}
