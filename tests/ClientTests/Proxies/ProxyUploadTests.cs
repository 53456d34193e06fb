using System.Net;
using System.Xml.Linq;
using ClientTests.Curl;
using UploadProcessing.TestSupport;

namespace ClientTests.Proxies;

/// <summary>Uploads through real proxies: TLS, a prefix, one front for both services.</summary>
[Collection(BehindProxies.Name)]
public sealed class ProxyUploadTests(ProxiedTopology topology)
{
    private const long Length = 20 << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Proxy.Nginx)]
    [InlineData(Proxy.BufferingNginx)]
    [InlineData(Proxy.Haproxy)]
    public async Task Put_ByCurl_ComesBackUnchangedAndIsListedBelowThePrefix(Proxy proxy)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(proxy, topology);
        var folder = $"{front.Url}dav/spaces/{place.Space}/{place.Name}";
        await place.WriteAsync("50% off.bin", Length, seed: 21, Stop);
        string[] secure = ["--cacert", front.Certificate.Chain];

        var put = await place.CurlAsync([.. secure, "--write-out", "%{http_code}", "-T", "50% off.bin", folder + "/"]);
        var listing = await place.CurlAsync([.. secure, "--fail", "--request", "PROPFIND", "--header", "Depth: 1", folder]);
        var get = await place.CurlAsync([.. secure, "--fail", "--output", "back.bin", $"{folder}/50%25%20off.bin"]);

        Assert.Equal("201", put.EndedWith(0).Output);
        var path = new Uri(folder).AbsolutePath;
        Assert.Equal(
            [$"{path}/", $"{path}/50%25%20off.bin"],
            XDocument.Parse(listing.EndedWith(0).Output).Descendants(XName.Get("href", "DAV:")).Select(href => href.Value));
        get.EndedWith(0);
        Assert.Equal(await place.Sha256Async("50% off.bin", Stop), await place.Sha256Async("back.bin", Stop));
    }

    [Theory]
    [InlineData(Proxy.Nginx, "dav/spaces/{space}")]
    [InlineData(Proxy.Nginx, "remote.php/dav/files/einstein")]
    [InlineData(Proxy.BufferingNginx, "dav/spaces/{space}")]
    [InlineData(Proxy.Haproxy, "dav/spaces/{space}")]
    [InlineData(Proxy.Haproxy, "remote.php/dav/files/einstein")]
    public async Task Tus_InPieces_IsTheFileThatItsLocationLeadsTo(Proxy proxy, string root)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(proxy, topology);
        using var client = new FrontClient(front);

        var upload = await client.CreateAsync($"{root.Replace("{space}", place.Space, StringComparison.Ordinal)}/{place.Name}", "a b.bin", Length);
        Assert.StartsWith($"{front.Url}data/", upload.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, await client.PatchAsync(upload, Length, seed: 22, 0, Length / 3));
        Assert.Equal(Length / 3, await client.OffsetAsync(upload));
        Assert.Equal(HttpStatusCode.NoContent, await client.PatchAsync(upload, Length, seed: 22, Length / 3, Length));

        using var found = await client.SendAsync(HttpMethod.Get, upload, null);
        Assert.Equal(HttpStatusCode.SeeOther, found.StatusCode);
        var file = FrontClient.LocationOf(found);
        Assert.Equal(new Uri(front.Url, $"dav/spaces/{place.Space}/{place.Name}/a%20b.bin"), file);
        Assert.Equal(await PatternStream.Sha256Async(Length, seed: 22, Stop), await client.Sha256Async(file));
    }
}
