using System.Net;
using ServiceTests.Ocdav.Support;
using UploadProcessing.TestSupport;

namespace ServiceTests.Proxies;

/// <summary>ocdav behind a proxy that writes <c>Forwarded</c> (RFC 7239).</summary>
public sealed class ForwardedTests : IClassFixture<ForwardedTests.Behind>
{
    private readonly Behind _ocdav;
    private readonly KeptLogs _logs;

    public ForwardedTests(Behind ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
        _logs = _ocdav.KeepLogs();
    }

    [Theory]
    [InlineData(ClientAt.Proxy, "for=203.0.113.7;proto=https;host=files.example.org", "203.0.113.7")]
    [InlineData(ClientAt.Proxy, "for=6.6.6.6, for=203.0.113.7", "203.0.113.7")]
    [InlineData(ClientAt.Proxy, "for=\"[2001:db8::7]:4711\"", "2001:db8::7")]
    [InlineData(ClientAt.Proxy, "for=unknown", ClientAt.Proxy)]
    [InlineData(ClientAt.Stranger, "for=203.0.113.7", ClientAt.Stranger)]
    public async Task AuditLog_HasTheAddressThatTheProxySays(string from, string forwarded, string address)
    {
        using var client = ClientAt.Create(from, _ocdav.Address);

        // What a client wrote into the other kind of header, such a proxy passes on.
        using var refused = await client.SendAsync(
            "GET", "/graph/v1.0/me/drives", null, ("Forwarded", forwarded), ("X-Forwarded-For", "6.6.6.6"),
            ("Authorization", OcdavFixture.Basic($"nobody-{Guid.NewGuid():N}", "x").ToString()));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(address, Assert.Single(_logs.Of("Audit")).Field("Address"));
    }

    [Fact]
    public async Task AbsoluteAddresses_AreThoseThatTheClientAskedFor()
    {
        using var client = ClientAt.Create(ClientAt.Proxy, _ocdav.Address);
        _ocdav.Storage.OnListSpaces = _ => new()
        {
            Status = FakeStorageProvider.Of(Cs3.Rpc.V1Beta1.Code.Ok),
            StorageSpaces = { new Cs3.Storage.Provider.V1Beta1.StorageSpace { Id = new() { OpaqueId = "an-id" }, SpaceType = "project" } },
        };

        using var drives = await client.SendAsync(
            "GET", "/graph/v1.0/me/drives", null, ("Forwarded", "for=203.0.113.7;proto=https;host=\"files.example.org:8443\""),
            ("X-Forwarded-Prefix", "/up"), ("Authorization", OcdavFixture.Basic("einstein", "relativity").ToString()));

        Assert.Contains(
            "\"https://files.example.org:8443/up/dav/spaces/an-id\"", await drives.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ClientAt.Proxy, HttpStatusCode.BadRequest)]
    [InlineData(ClientAt.Stranger, HttpStatusCode.OK)]
    public async Task MalformedHeader_FromTheProxy_Is400(string from, HttpStatusCode status)
    {
        using var client = ClientAt.Create(from, _ocdav.Address);

        using var answer = await client.SendAsync("GET", "/status.php", null, ("Forwarded", "for=\", for=203.0.113.7"));

        Assert.Equal(status, answer.StatusCode);
    }

    public sealed class Behind : OcdavFixture
    {
        protected override string[] Settings => [$"--Proxies:Known:0={ClientAt.Proxy}", "--Proxies:Header=Forwarded"];
    }
}
