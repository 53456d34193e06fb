using System.Text;
using ServiceTests.Ocdav.Support;

namespace ServiceTests.Hygiene;

/// <summary>XML that asks for more than a PROPFIND.</summary>
public sealed class HostileXmlTests : IClassFixture<OcdavFixture>
{
    private const string Body = "<d:propfind xmlns:d=\"DAV:\"><d:prop><d:getetag/></d:prop></d:propfind>";

    private readonly OcdavFixture _ocdav;

    public HostileXmlTests(OcdavFixture ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
    }

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "an entity", Utf8("<!DOCTYPE x [<!ENTITY a \"b\">]>" + Body) },
        { "a billion laughs", Utf8(Laughs() + "<d:propfind xmlns:d=\"DAV:\"><d:prop>&l9;</d:prop></d:propfind>") },
        { "a file of this machine", Utf8("<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><d:propfind xmlns:d=\"DAV:\"><d:prop>&f;</d:prop></d:propfind>") },
        { "an outer document type", Utf8("<!DOCTYPE d:propfind SYSTEM \"http://127.0.0.1/x.dtd\">" + Body) },
        { "an entity of parameters", Utf8("<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1/x\"> %p;]>" + Body) },
        { "a document type in UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<!DOCTYPE x [<!ENTITY a \"b\">]>" + Body)] },
        { "UTF-7", Utf8("<?xml version=\"1.0\" encoding=\"utf-7\"?>" + Body) },
        { "UTF-16 that is none", Utf8("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + Body) },
        { "an unknown encoding", Utf8("<?xml version=\"1.0\" encoding=\"ebcdic-but-not\"?>" + Body) },
        { "XML 1.1", Utf8("<?xml version=\"1.1\"?>" + Body) },
        { "elements in elements", Utf8("<d:propfind xmlns:d=\"DAV:\"><d:prop>" + string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000)) + "</d:prop></d:propfind>") },
        { "attributes without end", Utf8("<d:propfind xmlns:d=\"DAV:\"" + string.Concat(Enumerable.Range(0, 5000).Select(i => $" a{i}=\"\"")) + "><d:prop/></d:propfind>") },
        { "namespaces without end", Utf8("<d:propfind xmlns:d=\"DAV:\"><d:prop" + string.Concat(Enumerable.Range(0, 3000).Select(i => $" xmlns:n{i}=\"u\"")) + "/></d:propfind>") },
        { "the same attribute twice", Utf8("<d:propfind xmlns:d=\"DAV:\"><d:prop a=\"1\" a=\"2\"/></d:propfind>") },
        { "a character that XML has not", Utf8("<d:propfind xmlns:d=\"DAV:\"><d:prop>&#0;</d:prop></d:propfind>") },
        { "half a document", Utf8(Body[..^5]) },
        { "two documents", Utf8(Body + Body) },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Refused))]
    public async Task PropFind_OfHostileXml_Returns400AndAsksNobody(string name, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await _ocdav.SendAsync("PROPFIND", OcdavFixture.Url(""), content, ("Depth", "0"));

        Assert.True((int)answer.StatusCode == 400, $"{name}: {answer.StatusCode}");
        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Fact]
    public async Task PropFind_LargerThanAny_Returns413()
    {
        using var content = new ByteArrayContent(Utf8(Body + new string(' ', 64 * 1024)));
        using var answer = await _ocdav.SendAsync("PROPFIND", OcdavFixture.Url(""), content, ("Depth", "0"));

        Assert.Equal(413, (int)answer.StatusCode);
    }

    [Fact]
    public async Task PropFind_InUtf16_IsUnderstood()
    {
        using var content = new ByteArrayContent([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Body)]);
        using var answer = await _ocdav.SendAsync("PROPFIND", OcdavFixture.Url(""), content, ("Depth", "0"));

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Single(_ocdav.Storage.Requests);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Laughs() => "<!DOCTYPE x [<!ENTITY l0 \"ha\">"
        + string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">")) + "]>";
}
