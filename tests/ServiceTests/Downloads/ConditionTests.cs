using System.Globalization;
using System.Net;

namespace ServiceTests.Downloads;

/// <summary>RFC 9110, 13, through ocdav. <c>{etag}</c> is the file's, <c>{date}</c> its date, <c>{before}</c> and <c>{after}</c> a minute away.</summary>
public sealed class ConditionTests(DownloadedFile file) : IClassFixture<DownloadedFile>
{
    [Theory]
    [InlineData(200, "If-Match", "{etag}")]
    [InlineData(200, "If-Match", "\"other\", {etag}")]
    [InlineData(200, "If-Match", "*")]
    [InlineData(412, "If-Match", "\"other\"")]
    [InlineData(412, "If-Match", "W/{etag}")]
    [InlineData(412, "If-Match", "nonsense")]
    [InlineData(200, "If-Unmodified-Since", "{date}")]
    [InlineData(200, "If-Unmodified-Since", "{after}")]
    [InlineData(412, "If-Unmodified-Since", "{before}")]
    [InlineData(200, "If-Unmodified-Since", "last Tuesday")]
    [InlineData(304, "If-None-Match", "{etag}")]
    [InlineData(304, "If-None-Match", "W/{etag}")]
    [InlineData(304, "If-None-Match", "\"other\", {etag}")]
    [InlineData(304, "If-None-Match", "*")]
    [InlineData(200, "If-None-Match", "\"other\"")]
    [InlineData(200, "If-None-Match", "nonsense")]
    [InlineData(304, "If-Modified-Since", "{date}")]
    [InlineData(304, "If-Modified-Since", "{after}")]
    [InlineData(200, "If-Modified-Since", "{before}")]
    [InlineData(304, "If-Modified-Since", "{asctime}")]
    [InlineData(304, "If-Modified-Since", "{rfc850}")]
    [InlineData(200, "If-Modified-Since", "last Tuesday")]
    public async Task Condition_Alone_Decides(int status, string name, string value)
    {
        await AssertAsync(status, (name, value));
    }

    [Theory]
    [InlineData(200, "If-Match", "{etag}", "If-Unmodified-Since", "{before}")] // ignored beside If-Match
    [InlineData(412, "If-Match", "\"other\"", "If-Unmodified-Since", "{after}")]
    [InlineData(412, "If-Match", "\"other\"", "If-None-Match", "{etag}")]
    [InlineData(304, "If-Match", "{etag}", "If-None-Match", "{etag}")]
    [InlineData(412, "If-Unmodified-Since", "{before}", "If-None-Match", "{etag}")]
    [InlineData(200, "If-None-Match", "\"other\"", "If-Modified-Since", "{date}")] // ignored beside If-None-Match
    [InlineData(304, "If-None-Match", "{etag}", "If-Modified-Since", "{before}")]
    public async Task Conditions_Together_AreWeighedInTheStandardsOrder(int status, string name, string value, string secondName, string secondValue)
    {
        await AssertAsync(status, (name, value), (secondName, secondValue));
    }

    [Theory]
    [InlineData(206, "{etag}")]
    [InlineData(206, "{date}")]
    [InlineData(200, "W/{etag}")]
    [InlineData(200, "\"other\"")]
    [InlineData(200, "{before}")]
    [InlineData(200, "{after}")]
    [InlineData(200, "nonsense")]
    public async Task IfRange_SaysWhetherThePartIsOfTheSameFile(int status, string value)
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Name, null, ("Range", "bytes=10-19"), ("If-Range", Filled(value)));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 206 ? 10 : 10_000, (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task IfRange_WithADateThatAClientHasGivenTheFile_NeverMatches()
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Dated, null,
            ("Range", "bytes=10-19"), ("If-Range", DownloadedFile.HttpDate(DateTimeOffset.FromUnixTimeSeconds(1_000_000_000))));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_000_000_000), answer.Content.Headers.LastModified);
    }

    [Fact]
    public async Task IfRange_WithoutARange_SaysNothing()
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Name, null, ("If-Range", "\"other\""));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(412, "If-Match", "\"other\"")]
    [InlineData(304, "If-None-Match", "{etag}")]
    public async Task Range_IsLookedAtOnlyWhenTheConditionsHold(int status, string name, string value)
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Name, null, ("Range", "bytes=99999-"), (name, Filled(value)));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task NotModified_HasTheEtagAndNoBody()
    {
        using var answer = await file.SendAsync("GET", DownloadedFile.Name, null, ("If-None-Match", file.ETag));

        Assert.Equal(file.ETag, answer.Headers.ETag?.ToString());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Null(answer.Content.Headers.ContentDisposition);
    }

    private async Task AssertAsync(int status, params (string Name, string Value)[] headers)
    {
        foreach (var method in new[] { "GET", "HEAD" })
        {
            using var answer = await file.SendAsync(method, DownloadedFile.Name, null, [.. headers.Select(header => (header.Name, Filled(header.Value)))]);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    private string Filled(string value) => value
        .Replace("{etag}", file.ETag, StringComparison.Ordinal)
        .Replace("{date}", DownloadedFile.HttpDate(file.LastModified), StringComparison.Ordinal)
        .Replace("{before}", DownloadedFile.HttpDate(file.LastModified.AddMinutes(-1)), StringComparison.Ordinal)
        .Replace("{after}", DownloadedFile.HttpDate(file.LastModified.AddMinutes(1)), StringComparison.Ordinal)
        .Replace("{rfc850}", file.LastModified.ToString("dddd, dd-MMM-yy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{asctime}", file.LastModified.ToString("ddd MMM ", CultureInfo.InvariantCulture) + file.LastModified.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2)
            + file.LastModified.ToString(" HH:mm:ss yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
