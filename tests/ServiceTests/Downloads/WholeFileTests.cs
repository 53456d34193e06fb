using System.Net;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Downloads;

/// <summary>What every download says of its file, and what does not get in its way.</summary>
public sealed class WholeFileTests(DownloadedFile file) : IClassFixture<DownloadedFile>
{
    [Theory]
    [InlineData(DownloadedFile.Name)]
    [InlineData(DownloadedFile.Empty)]
    [InlineData(DownloadedFile.Dated)]
    [InlineData(DownloadedFile.Name, "If-None-Match", "*")]
    [InlineData("missing.bin")]
    public async Task Head_HasEveryHeaderThatGetHas(string name, params string[] condition)
    {
        (string, string)[] headers = condition is [var field, var value] ? [(field, value)] : [];
        using var get = await file.SendAsync("GET", name, null, headers);
        using var head = await file.SendAsync("HEAD", name, null, headers);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(HeadersOf(get), HeadersOf(head));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("HEAD", "")]
    [InlineData("GET", "bytes=0-9")]
    [InlineData("GET", "bytes=0-9,5000-5009")]
    public async Task Answer_HasTheChecksumOfTheWholeFile(string method, string range)
    {
        using var answer = await file.SendAsync(method, DownloadedFile.Name, null, range.Length > 0 ? [("Range", range)] : []);

#pragma warning disable CA5350 // What ownCloud's clients send.
        var checksum = Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(DownloadedFile.Content));
#pragma warning restore CA5350
        Assert.Equal($"SHA1:{checksum}", answer.Headers.GetValues("OC-Checksum").Single());
        Assert.Equal(["bytes"], answer.Headers.AcceptRanges);
        Assert.Equal(file.ETag, answer.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task File_OfNoBytes_IsAWholeFile()
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Empty);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, answer.Content.Headers.ContentLength);
        Assert.Equal(["bytes"], answer.Headers.AcceptRanges);
        Assert.NotNull(answer.Headers.ETag);
    }

    [Fact]
    public async Task Download_InterruptedByRestartsOfOcdavAndDataprovider_GoesOnWithTheSameEtag()
    {
        using var first = await file.SendAsync("GET", DownloadedFile.Name, null, ("Range", "bytes=0-4999"));
        var begun = await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        await file.RestartAsync();
        using var second = await file.SendAsync("GET", DownloadedFile.Name, null, ("Range", "bytes=5000-"), ("If-Range", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.PartialContent, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        byte[] whole = [.. begun, .. await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)];
        Assert.Equal(DownloadedFile.Content, whole);
    }

    [Fact]
    public async Task Download_WhileTheSameFileIsUploaded_IsTheOldOneAtOnce()
    {
        await file.PutAsync("busy.bin", "the old one"u8.ToArray());
        file.Tap.Forget();
        using var upload = await RawPeer.ConnectAsync(file.Ocdav);
        await upload.SendAsync(
            $"PUT {file.Url("busy.bin")} HTTP/1.1\r\nHost: a\r\nAuthorization: {Chain.ChainFixture.Einstein}\r\nContent-Length: 11\r\n\r\nthe new");
        await Eventually.TrueAsync(() => file.Tap.Requests().Any(request => request.Body == "the new"), TimeSpan.FromSeconds(20), () => "The upload never began.");

        Assert.Equal("the old one", await TextAsync("busy.bin"));

        await upload.SendAsync(" one");
        Assert.StartsWith("HTTP/1.1 204 ", await upload.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal("the new one", await TextAsync("busy.bin"));
    }

    private static SortedDictionary<string, string> HeadersOf(HttpResponseMessage answer) => new(
        answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key is not ("Date" or "Transfer-Encoding"))
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
        StringComparer.Ordinal);

    private async Task<string> TextAsync(string name)
    {
        using var answer = await file.SendAsync("GET", name);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
