using System.Net;
using Cs3.Storage.Provider.V1Beta1;
using ServiceTests.Ocdav.Support;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Ocdav;

public sealed class PathTests : IClassFixture<OcdavFixture>
{
    private readonly OcdavFixture _ocdav;

    public PathTests(OcdavFixture ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
    }

    [Theory]
    [InlineData("/dav/spaces/{0}/../x")]
    [InlineData("/dav/spaces/{0}/a/../../../../etc/passwd")]
    [InlineData("/dav/spaces/{0}/%2e%2e/x")]
    [InlineData("/dav/spaces/{0}/a/%2E%2e")]
    [InlineData("/dav/spaces/{0}/a/.%2e/x")]
    [InlineData("/dav/spaces/{0}/./x")]
    [InlineData("/dav/spaces/{0}/%2e/x")]
    [InlineData("/dav/spaces/{0}/..%2fx")]
    [InlineData("/dav/spaces/{0}/a%2Fb")]
    [InlineData("/dav/spaces/{0}/a%00b")]
    [InlineData("/dav/spaces/{0}//x")]
    [InlineData("/dav/spaces/{0}/a//b")]
    [InlineData("/dav/spaces/{0}/a//")]
    [InlineData("/dav/spaces/{0}/%ff")]
    [InlineData("/dav/spaces/{0}/%c0%ae%c0%ae/x")]
    [InlineData("/dav/spaces/{0}/%ed%a0%80")]
    [InlineData("/dav/spaces/{0}/%zz")]
    [InlineData("/dav/spaces/{0}/a%2")]
    [InlineData("/dav/spaces/11111111-1111-1111-1111-111111111111/../{0}/x")]
    [InlineData("http://localhost/dav/spaces/{0}/../x")]
    public async Task Path_ThatIsNoName_Returns400AndReachesNobody(string target)
    {
        using var connection = await RawPeer.ConnectAsync(_ocdav.Address);

        await connection.SendHeadAsync(
            "PUT " + string.Format(System.Globalization.CultureInfo.InvariantCulture, target, OcdavFixture.Space), "Content-Length: 0");

        Assert.StartsWith("HTTP/1.1 400 ", await connection.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Theory]
    [InlineData("plain.txt", "plain.txt")]
    [InlineData("a%20b%25c%23d%3Fe.txt", "a b%c#d?e.txt")]
    [InlineData("100%2525", "100%25")]
    [InlineData("%252e%252e", "%2e%2e")]
    [InlineData("%E6%96%87%E4%BB%B6/%F0%9F%9A%80.bin", "文件/🚀.bin")]
    [InlineData("e%CC%81", "e\u0301")]
    [InlineData("%C3%A9", "é")]
    [InlineData("...", "...")]
    [InlineData("..a", "..a")]
    [InlineData("a+b&c=d;e", "a+b&c=d;e")]
    [InlineData("back%5Cslash", "back\\slash")]
    public async Task Path_WithUnusualCharacters_ArrivesAsItWasMeant(string encoded, string decoded)
    {
        using var connection = await RawPeer.ConnectAsync(_ocdav.Address);

        await connection.SendHeadAsync($"PUT {OcdavFixture.Url(encoded)}", "Content-Length: 0");
        await connection.ReadHeadAsync();

        Assert.Equal("./" + decoded, _ocdav.Storage.Single<InitiateFileUploadRequest>().Ref.Path);
    }

    [Fact]
    public async Task Path_AbsoluteForm_IsTheSame()
    {
        using var connection = await RawPeer.ConnectAsync(_ocdav.Address);

        await connection.SendHeadAsync($"PUT http://localhost{OcdavFixture.Url("a%20b")}?query", "Content-Length: 0");
        await connection.ReadHeadAsync();

        Assert.Equal("./a b", _ocdav.Storage.Single<InitiateFileUploadRequest>().Ref.Path);
    }

    [Theory]
    [InlineData(255, HttpStatusCode.OK)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    public async Task Path_NameOfSoManyBytes_Returns(int bytes, HttpStatusCode status)
    {
        // Two bytes a letter: the limit is not one of characters.
        var name = new string('é', bytes / 2) + new string('x', bytes % 2);

        using var answer = await _ocdav.SendAsync("PUT", OcdavFixture.Url(Uri.EscapeDataString(name)));

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Path_DeeperThanKestrelsDefaultRequestLine_IsServed()
    {
        var name = Uri.EscapeDataString(new string('文', 80));

        using var answer = await _ocdav.SendAsync("PUT", OcdavFixture.Url(string.Join('/', Enumerable.Repeat(name, 20))));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1284d238aa9242cebdc40b0000009157")]
    [InlineData("%7B1284d238-aa92-42ce-bdc4-0b0000009157%7D")]
    [InlineData("%201284d238-aa92-42ce-bdc4-0b0000009157")]
    public async Task Path_SpaceThatIsNoId_Returns404(string space)
    {
        using var answer = await _ocdav.SendAsync("GET", $"/dav/spaces/{space}/x");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(_ocdav.Storage.Requests);
    }
}
