using System.Net;
using System.Xml.Linq;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using ServiceTests.Ocdav.Support;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Proxies;

/// <summary>ocdav behind a proxy that leaves the prefix on.</summary>
public sealed class PathBaseTests : IClassFixture<PathBaseTests.Below>
{
    private readonly Below _ocdav;

    public PathBaseTests(Below ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
        _ocdav.Storage.OnStat = _ => new()
        {
            Status = FakeStorageProvider.Of(Code.Ok),
            Info = new ResourceInfo
            {
                Type = ResourceType.Container,
                Name = "a b",
                Etag = "\"e\"",
                Id = new ResourceId { SpaceId = OcdavFixture.Space.ToString(), OpaqueId = "a" },
                PermissionSet = new ResourcePermissions(),
            },
        };
    }

    [Theory]
    [InlineData("/up/files")]
    [InlineData("")]
    public async Task Href_IsBelowTheAddressThatWasAskedFor(string prefix)
    {
        using var answer = await _ocdav.SendAsync("PROPFIND", prefix + OcdavFixture.Url("a%20b"), null, ("Depth", "0"));

        var href = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Descendants(XName.Get("href", "DAV:"));
        Assert.Equal(prefix + OcdavFixture.Url("a%20b/"), href.Single().Value);
        Assert.Equal("./a b", _ocdav.Storage.Single<StatRequest>().Ref.Path);
    }

    [Theory]
    [InlineData("PUT /x/../up/files/dav/spaces/{0}/a", "400")]
    [InlineData("PUT /up/files/../files/dav/spaces/{0}/a", "400")]
    [InlineData("PUT /up/files/dav/spaces/{0}/%2e%2e/a", "400")]
    [InlineData("PUT /up/filesx/dav/spaces/{0}/a", "404")]
    [InlineData("PUT /up/files/up/files/dav/spaces/{0}/a", "404")]
    public async Task Path_ThatOnlyLooksLikeIt_IsNotTakenForIt(string request, string status)
    {
        using var connection = await RawPeer.ConnectAsync(_ocdav.Address);

        await connection.SendHeadAsync(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, request, OcdavFixture.Space), "Content-Length: 0");

        Assert.StartsWith($"HTTP/1.1 {status} ", await connection.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Fact]
    public async Task MethodOverride_BelowIt_IsReplacedBeforeItsRouteIsChosen()
    {
        using var answer = await _ocdav.SendAsync(
            "GET", "/up/files" + OcdavFixture.Url("docs"), null, ("X-HTTP-Method-Override", "POST"), ("Tus-Resumable", "1.0.0"));

        // A creation without a length, and no GET of a folder.
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    public sealed class Below : OcdavFixture
    {
        protected override string[] Settings => ["--Proxies:PathBase=/up/files"];
    }
}
