using System.Net;
using System.Xml.Linq;

namespace EndToEndTests.Uploads;

/// <summary>A client that knows no spaces, only its user's files.</summary>
public sealed class PersonalRootTests(Topology topology)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/remote.php/dav/files/einstein")]
    [InlineData("/dav/files/einstein")]
    [InlineData("/remote.php/webdav")]
    [InlineData("/webdav")]
    public async Task FilesOfAUser_WrittenBelowTheirRoot_AreInTheirPersonalSpace(string root)
    {
        using var einstein = DavClient.Einstein(topology.App);
        var folder = $"{Guid.CreateVersion7():N}";
        using var made = await SendAsync(einstein, "MKCOL", $"{root}/{folder}");
        using var put = await einstein.PutAsync($"{root}/{folder}/notes.txt", "by its root", Stop);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (made.StatusCode, put.StatusCode));

        using var listing = await SendAsync(einstein, "PROPFIND", $"{root}/{folder}");
        var space = await einstein.SpaceAsync("personal", Stop);

        Assert.Equal(
            [$"{root}/{folder}/", $"{root}/{folder}/notes.txt"],
            XDocument.Parse(await listing.Content.ReadAsStringAsync(Stop)).Descendants(XName.Get("href", "DAV:")).Select(href => href.Value));
        Assert.Equal("by its root", await einstein.Http.GetStringAsync(DavClient.Url(space, $"{folder}/notes.txt"), Stop));
        Assert.Equal("by its root", await einstein.Http.GetStringAsync($"{root}/{folder}/notes.txt", Stop));
        using var gone = await SendAsync(einstein, "DELETE", $"{root}/{folder}");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var marie = DavClient.Marie(topology.App);
        using var foreign = await SendAsync(marie, "PROPFIND", "/dav/files/einstein");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(DavClient client, string method, string url)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url) { Headers = { { "Depth", "1" } } };
        return await client.Http.SendAsync(request, Stop);
    }
}
