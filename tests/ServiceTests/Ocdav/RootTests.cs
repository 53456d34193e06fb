using System.Net;
using System.Xml.Linq;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using ServiceTests.Ocdav.Support;

namespace ServiceTests.Ocdav;

/// <summary>Every address below which files are served, and whose files they are.</summary>
public sealed class RootTests : IClassFixture<OcdavFixture>
{
    private static readonly string[] Personal = ["/dav/files/einstein", "/remote.php/dav/files/einstein", "/webdav", "/remote.php/webdav"];

    private readonly OcdavFixture _ocdav;

    public RootTests(OcdavFixture ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
        _ocdav.Storage.OnListSpaces = _ => new()
        {
            Status = FakeStorageProvider.Of(Code.Ok),
            StorageSpaces = { new StorageSpace { Id = new StorageSpaceId { OpaqueId = OcdavFixture.Space.ToString() }, SpaceType = "personal" } },
        };
        _ocdav.Storage.OnStat = _ => new() { Status = FakeStorageProvider.Of(Code.Ok), Info = Folder("docs") };
        _ocdav.Storage.OnList = _ => new() { Status = FakeStorageProvider.Of(Code.Ok), Infos = { Folder("a b") } };
    }

    public static TheoryData<string> Roots => [$"/dav/spaces/{OcdavFixture.Space}", $"/remote.php/dav/spaces/{OcdavFixture.Space}", .. Personal];

    public static TheoryData<string> PersonalRoots => [.. Personal];

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task PropFind_BelowAnyRoot_HasHrefsBelowThatRoot(string root)
    {
        Assert.Equal([$"{root}/docs/", $"{root}/docs/a%20b/"], await HrefsAsync($"{root}/docs"));
        Assert.Equal("./docs", AssertIsSpace(_ocdav.Storage.Single<StatRequest>().Ref));
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task PropFind_TheRootItself_WithAndWithoutASlash_IsTheSpacesRoot(string root)
    {
        Assert.Equal([$"{root}/", $"{root}/a%20b/"], await HrefsAsync(root));
        Assert.Equal([$"{root}/", $"{root}/a%20b/"], await HrefsAsync($"{root}/"));
        Assert.All(_ocdav.Storage.Requests.OfType<StatRequest>(), stat => Assert.Equal(".", AssertIsSpace(stat.Ref)));
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task EveryMethod_BelowAnyRoot_MeansTheSameFile(string root)
    {
        foreach (var method in new[] { "PUT", "GET", "HEAD", "MKCOL", "DELETE" })
        {
            using var answer = await _ocdav.SendAsync(method, $"{root}/docs/a.txt");
            Assert.True(answer.IsSuccessStatusCode, $"{method}: {answer.StatusCode}");
        }

        using var post = await _ocdav.SendAsync(
            "POST", $"{root}/docs", null, ("Tus-Resumable", "1.0.0"), ("Upload-Length", "5"), ("Upload-Metadata", "filename YS50eHQ="));
        var uploads = _ocdav.Storage.Requests.OfType<InitiateFileUploadRequest>().ToList();
        Assert.Equal(2, uploads.Count);
        Assert.All(
            [
                .. uploads.Select(upload => upload.Ref), _ocdav.Storage.Requests.OfType<InitiateFileDownloadRequest>().First().Ref,
                _ocdav.Storage.Single<CreateContainerRequest>().Ref, _ocdav.Storage.Single<DeleteRequest>().Ref,
            ],
            reference => Assert.Equal("./docs/a.txt", AssertIsSpace(reference)));
    }

    [Theory]
    [MemberData(nameof(PersonalRoots))]
    public async Task PersonalRoot_IsTheSpaceOfThatTypeAndOwner(string root)
    {
        await HrefsAsync(root);

        var filters = _ocdav.Storage.Single<ListStorageSpacesRequest>().Filters;
        Assert.Contains(filters, filter => filter.Owner?.OpaqueId == "einstein");
        Assert.Contains(filters, filter => filter.SpaceType == "personal");
        Assert.All(await _ocdav.UsersAsync(), user => Assert.Equal("einstein", user));
    }

    [Theory]
    [InlineData("marie")]
    [InlineData("Einstein")]
    [InlineData("einstein%20")]
    [InlineData("ein%2Fstein")]
    [InlineData("%ff")]
    public async Task Files_OfAnotherUser_Are404AndNobodyIsAsked(string user)
    {
        foreach (var root in new[] { $"/dav/files/{user}", $"/remote.php/dav/files/{user}" })
        {
            foreach (var method in new[] { "PROPFIND", "GET", "HEAD", "PUT", "POST", "MKCOL", "DELETE" })
            {
                using var answer = await _ocdav.SendAsync(method, $"{root}/docs/a.txt");
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            }
        }

        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Fact]
    public async Task Files_OfANameThatMustBeEscaped_HaveHrefsAsTheClientWroteIt()
    {
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), "/dav/files/m%C3%A4rie/docs") { Headers = { { "Depth", "0" } } };
        request.Headers.Authorization = OcdavFixture.Basic("märie", "rädio:activity");
        using var answer = await _ocdav.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(["/dav/files/m%C3%A4rie/docs/"], await HrefsOfAsync(answer));
    }

    [Theory]
    [MemberData(nameof(PersonalRoots))]
    public async Task PersonalRoot_OfWhoHasNoPersonalSpace_Is404(string root)
    {
        _ocdav.Storage.OnListSpaces = _ => new() { Status = FakeStorageProvider.Of(Code.Ok) };

        using var answer = await _ocdav.SendAsync("PROPFIND", root);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task PersonalRoot_WhileTheStorageproviderIsAway_Is503()
    {
        _ocdav.Storage.OnListSpaces = _ => new() { Status = FakeStorageProvider.Of(Code.Unavailable) };

        using var answer = await _ocdav.SendAsync("PROPFIND", "/webdav/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task Path_ThatIsNoName_Is400AndReachesNobody(string root)
    {
        foreach (var path in new[] { "a%2Fb", "a//b", "%ff" })
        {
            using var answer = await _ocdav.SendAsync("PUT", $"{root}/{path}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task Options_OfAnyRoot_NeedNoCredentials(string root)
    {
        using var client = new HttpClient { BaseAddress = _ocdav.Address };
        using var request = new HttpRequestMessage(HttpMethod.Options, $"{root}/docs");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("1", answer.Headers.GetValues("DAV").Single());
        Assert.Contains("creation", answer.Headers.GetValues("Tus-Extension").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task EveryMethod_WithoutCredentials_Is401(string root)
    {
        using var client = new HttpClient { BaseAddress = _ocdav.Address };
        foreach (var method in new[] { "PROPFIND", "GET", "PUT", "POST", "MKCOL", "DELETE" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"{root}/docs");
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    private async Task<IEnumerable<string>> HrefsAsync(string url)
    {
        using var answer = await _ocdav.SendAsync("PROPFIND", url, null, ("Depth", "1"));
        return await HrefsOfAsync(answer);
    }

    private static async Task<IEnumerable<string>> HrefsOfAsync(HttpResponseMessage answer) => XDocument
        .Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
        .Descendants(XName.Get("href", "DAV:")).Select(href => href.Value);

    private static string AssertIsSpace(Reference reference)
    {
        Assert.Equal(OcdavFixture.Space.ToString(), reference.ResourceId.SpaceId);
        return reference.Path;
    }

    private static ResourceInfo Folder(string name) => new()
    {
        Type = ResourceType.Container,
        Name = name,
        Path = "./" + name,
        Etag = "\"e\"",
        Id = new ResourceId { SpaceId = OcdavFixture.Space.ToString(), OpaqueId = "node-" + name },
        PermissionSet = new ResourcePermissions(),
    };
}
