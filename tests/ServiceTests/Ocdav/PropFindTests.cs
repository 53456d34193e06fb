using System.Net;
using System.Xml.Linq;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using ServiceTests.Ocdav.Support;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Ocdav;

public sealed class PropFindTests : IClassFixture<OcdavFixture>
{
    private static readonly XNamespace D = "DAV:";
    private static readonly XNamespace Oc = "http://owncloud.org/ns";

    private readonly OcdavFixture _ocdav;

    public PropFindTests(OcdavFixture ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
        _ocdav.Storage.OnStat = _ => new() { Status = FakeStorageProvider.Of(Code.Ok), Info = Folder("docs") };
    }

    [Fact]
    public async Task PropFind_EmptyBody_ListsFolderAndChildrenWithAllProperties()
    {
        _ocdav.Storage.OnList = _ => new() { Status = FakeStorageProvider.Of(Code.Ok), Infos = { File("a b%#?.txt"), Folder("文件") } };

        var (answer, xml) = await PropFindAsync("docs", "1");

        Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
        Assert.Equal("application/xml; charset=utf-8", answer.Content.Headers.GetValues("Content-Type").Single());
        Assert.Equal(
            [OcdavFixture.Url("docs/"), OcdavFixture.Url("docs/a%20b%25%23%3F.txt"), OcdavFixture.Url("docs/%E6%96%87%E4%BB%B6/")],
            xml.Root!.Elements(D + "response").Select(r => r.Element(D + "href")!.Value));
        var file = Found(xml, 1);
        Assert.Equal("12", file.Element(D + "getcontentlength")!.Value);
        Assert.Equal("\"etag-a b%#?.txt\"", file.Element(D + "getetag")!.Value);
        Assert.Equal("Wed, 18 Nov 2026 00:00:00 GMT", file.Element(D + "getlastmodified")!.Value);
        Assert.Equal("text/plain", file.Element(D + "getcontenttype")!.Value);
        Assert.Empty(file.Element(D + "resourcetype")!.Elements());
        Assert.Equal($"{OcdavFixture.Space}!node-a b%#?.txt", file.Element(Oc + "id")!.Value);
        Assert.Equal("SHA1:a9993e", file.Element(Oc + "checksums")!.Element(Oc + "checksum")!.Value);
        Assert.Equal("DW", file.Element(Oc + "permissions")!.Value);
        var folder = Found(xml, 2);
        Assert.NotNull(folder.Element(D + "resourcetype")!.Element(D + "collection"));
        Assert.Null(folder.Element(D + "getcontentlength"));
        Assert.Equal("DCK", folder.Element(Oc + "permissions")!.Value);
        Assert.Equal("文件", folder.Element(Oc + "name")!.Value);
    }

    [Fact]
    public async Task PropFind_DeepFullFolder_IsListedInPagesThatFitAMessage()
    {
        var deep = string.Concat(Enumerable.Repeat("folder/", 3000));
        _ocdav.Storage.OnList = request =>
        {
            var page = new ListContainerResponse { Status = FakeStorageProvider.Of(Code.Ok) };
            var from = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
            for (var i = from; i < Math.Min(from + request.PageSize, 500); i++)
            {
                var file = File($"{i}.txt");
                file.Path = deep + file.Name;
                page.Infos.Add(file);
            }

            page.NextPageToken = from + request.PageSize < 500 ? $"{from + request.PageSize}" : "";
            return page;
        };

        var (_, xml) = await PropFindAsync("docs", "1");

        Assert.Equal(501, xml.Root!.Elements(D + "response").Count());
    }

    [Fact]
    public async Task PropFind_AskingForMoreNamesThanAnybodyNeeds_Returns400()
    {
        var names = string.Concat(Enumerable.Range(0, 201).Select(i => $"<d:p{i}/>"));
        using var answer = await _ocdav.SendAsync(
            "PROPFIND", OcdavFixture.Url("docs"), new StringContent($"<d:propfind xmlns:d='DAV:'><d:prop>{names}</d:prop></d:propfind>"), ("Depth", "0"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task PropFind_DepthZero_DoesNotList()
    {
        var (_, xml) = await PropFindAsync("docs", "0");

        Assert.Single(xml.Root!.Elements());
        Assert.Empty(_ocdav.Storage.Requests.OfType<ListContainerRequest>());
    }

    [Fact]
    public async Task PropFind_SpaceRoot_IsAFolderWithASlash()
    {
        var (_, xml) = await PropFindAsync("", "0");

        Assert.Equal(OcdavFixture.Url(""), xml.Root!.Element(D + "response")!.Element(D + "href")!.Value);
        Assert.Equal(".", _ocdav.Storage.Single<StatRequest>().Ref.Path);
    }

    [Fact]
    public async Task PropFind_ManyPages_AreAskedForOneAfterTheOther()
    {
        _ocdav.Storage.OnList = request => request.PageToken switch
        {
            "" => new() { Status = FakeStorageProvider.Of(Code.Ok), Infos = { File("1") }, NextPageToken = "p2" },
            "p2" => new() { Status = FakeStorageProvider.Of(Code.Ok), Infos = { File("2") }, NextPageToken = "p3" },
            _ => new() { Status = FakeStorageProvider.Of(Code.Ok), Infos = { File("3") } },
        };

        var (_, xml) = await PropFindAsync("docs", "1");

        Assert.Equal(4, xml.Root!.Elements().Count());
    }

    [Fact]
    public async Task PropFind_LaterPageFails_BreaksTheConnectionInsteadOfClaimingCompleteness()
    {
        var many = new ListContainerResponse { Status = FakeStorageProvider.Of(Code.Ok), NextPageToken = "p2" };
        many.Infos.AddRange(Enumerable.Range(0, 500).Select(i => File($"file-{i}")));
        _ocdav.Storage.OnList = request =>
            request.PageToken == "" ? many : new() { Status = FakeStorageProvider.Of(Code.Internal) };

        await Assert.ThrowsAsync<HttpRequestException>(() => PropFindAsync("docs", "1"));
    }

    [Fact]
    public async Task PropFind_Prop_PutsUnknownOnesInA404PropstatWithTheirNamespaces()
    {
        var (_, xml) = await PropFindAsync("docs", "0", """
            <?xml version="1.0"?><x:propfind xmlns:x="DAV:" xmlns:oc="http://owncloud.org/ns"><x:prop>
            <x:getetag/><oc:downloadURL/><z:color xmlns:z="urn:z"/><plain xmlns=""/></x:prop>M</x:propfind>
            """);

        Assert.Equal([D + "getetag"], Found(xml, 0).Elements().Select(e => e.Name));
        Assert.Equal(
            [Oc + "downloadURL", XName.Get("color", "urn:z"), "plain"],
            PropStat(xml, 0, "HTTP/1.1 404 Not Found").Elements().Select(e => e.Name));
    }

    [Fact]
    public async Task PropFind_PropName_NamesWithoutValues()
    {
        var (_, xml) = await PropFindAsync("docs", "0", """<propfind xmlns="DAV:"><propname/></propfind>""");

        var names = Found(xml, 0).Elements().ToList();
        Assert.Contains(names, e => e.Name == D + "getetag");
        Assert.All(names, e => Assert.True(e.IsEmpty));
    }

    [Fact]
    public async Task PropFind_Quota_ComesFromTheSpace()
    {
        _ocdav.Storage.OnListSpaces = _ => new()
        {
            Status = FakeStorageProvider.Of(Code.Ok),
            StorageSpaces =
            {
                new StorageSpace
                {
                    Id = new StorageSpaceId { OpaqueId = OcdavFixture.Space.ToString() },
                    Quota = new Quota { QuotaMaxBytes = 1000, Opaque = FakeStorageProvider.Opaque(("used_bytes", "300")) },
                },
            },
        };

        var (_, xml) = await PropFindAsync("docs", "0", """
            <d:propfind xmlns:d="DAV:"><d:prop><d:quota-used-bytes/><d:quota-available-bytes/></d:prop></d:propfind>
            """);

        Assert.Equal("300", Found(xml, 0).Element(D + "quota-used-bytes")!.Value);
        Assert.Equal("700", Found(xml, 0).Element(D + "quota-available-bytes")!.Value);
    }

    [Fact]
    public async Task PropFind_FileInProcessing_HasThePropstatThatClientsKnow()
    {
        var file = File("new.bin");
        file.Opaque = FakeStorageProvider.Opaque(("status", "processing"));
        _ocdav.Storage.OnStat = _ => new() { Status = FakeStorageProvider.Of(Code.Ok), Info = file };

        var (_, xml) = await PropFindAsync("new.bin", "0");

        Assert.NotEmpty(PropStat(xml, 0, "HTTP/1.1 425 TOO EARLY").Elements());
    }

    [Fact]
    public async Task PropFind_NameThatXmlCannotHold_DoesNotBreakTheListing()
    {
        _ocdav.Storage.OnList = _ => new() { Status = FakeStorageProvider.Of(Code.Ok), Infos = { File("a\u0001b") } };

        var (_, xml) = await PropFindAsync("docs", "1");

        Assert.Equal("a\uFFFDb", Found(xml, 1).Element(Oc + "name")!.Value);
        Assert.EndsWith("a%01b", xml.Root!.Elements().Last().Element(D + "href")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PropFind_DepthInfinity_Returns403WithThePrecondition()
    {
        using var answer = await _ocdav.SendAsync("PROPFIND", OcdavFixture.Url("docs"), null, ("Depth", "infinity"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var xml = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(xml.Element(D + "error")!.Element(D + "propfind-finite-depth"));
    }

    [Theory]
    [InlineData("<d:propfind xmlns:d='DAV:'>")]
    [InlineData("<propfind><allprop/></propfind>")]
    [InlineData("<d:propfind xmlns:d='DAV:'/>")]
    [InlineData("<d:propfind xmlns:d='DAV:'><d:allprop/><d:propname/></d:propfind>")]
    [InlineData("<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><d:propfind xmlns:d='DAV:'><d:prop>&e;</d:prop></d:propfind>")]
    public async Task PropFind_BodyThatIsNoPropfind_Returns400(string body)
    {
        using var answer = await _ocdav.SendAsync("PROPFIND", OcdavFixture.Url("docs"), new StringContent(body), ("Depth", "0"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task PropFind_HugeBody_Returns413()
    {
        using var answer = await _ocdav.SendAsync("PROPFIND", OcdavFixture.Url("docs"), new StringContent(new string(' ', 70_000)), ("Depth", "0"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task PropFind_BrokenFraming_Returns400()
    {
        using var connection = await RawPeer.ConnectAsync(_ocdav.Address);

        await connection.SendHeadAsync($"PROPFIND {OcdavFixture.Url("docs")}", "Transfer-Encoding: chunked");
        await connection.SendAsync("zz\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", await connection.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PropFind_Nothing_Returns404()
    {
        _ocdav.Storage.OnStat = _ => new() { Status = FakeStorageProvider.Of(Code.NotFound) };

        using var answer = await _ocdav.SendAsync("PROPFIND", OcdavFixture.Url("dest/"), null, ("Depth", "0"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<(HttpResponseMessage Answer, XDocument Xml)> PropFindAsync(string path, string depth, string? body = null)
    {
        var answer = await _ocdav.SendAsync(
            "PROPFIND", OcdavFixture.Url(path), body is null ? null : new StringContent(body.Trim()), ("Depth", depth));
        return (answer, XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    private static XElement Found(XDocument xml, int response) => PropStat(xml, response, "HTTP/1.1 200 OK");

    private static XElement PropStat(XDocument xml, int response, string status) =>
        xml.Root!.Elements(D + "response").ElementAt(response).Elements(D + "propstat")
            .Single(p => p.Element(D + "status")!.Value == status).Element(D + "prop")!;

    private static ResourceInfo Folder(string name) => Node(name, ResourceType.Container);

    private static ResourceInfo File(string name)
    {
        var file = Node(name, ResourceType.File);
        file.MimeType = "text/plain";
        file.Checksum = new ResourceChecksum { Type = ResourceChecksumType.Sha1, Sum = "a9993e" };
        return file;
    }

    private static ResourceInfo Node(string name, ResourceType type) => new()
    {
        Type = type,
        Name = name,
        Path = "./" + name,
        Size = 12,
        Etag = $"\"etag-{name}\"",
        Id = new ResourceId { SpaceId = OcdavFixture.Space.ToString(), OpaqueId = "node-" + name },
        Mtime = new Timestamp { Seconds = (ulong)new DateTimeOffset(2026, 11, 18, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() },
        PermissionSet = new ResourcePermissions { AddGrant = true, Delete = true, Move = true, InitiateFileUpload = true, CreateContainer = true },
    };
}
