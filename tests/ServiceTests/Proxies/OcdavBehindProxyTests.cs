using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Microsoft.AspNetCore.Http;
using ServiceTests.Ocdav.Support;
using UploadProcessing.TestSupport;

namespace ServiceTests.Proxies;

/// <summary>ocdav behind a proxy that takes a prefix away and says so, and what a client that is no proxy can make it believe: nothing.</summary>
public sealed class OcdavBehindProxyTests : IClassFixture<OcdavBehindProxyTests.Behind>
{
    private static readonly (string, string)[] Forwarded =
    [
        ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "files.example.org"), ("X-Forwarded-Prefix", "/up"),
    ];

    private readonly Behind _ocdav;
    private readonly KeptLogs _logs;

    public OcdavBehindProxyTests(Behind ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
        _logs = _ocdav.KeepLogs();
        _ocdav.Storage.OnStat = _ => new() { Status = FakeStorageProvider.Of(Code.Ok), Info = Folder };
        _ocdav.Storage.OnListSpaces = _ => new()
        {
            Status = FakeStorageProvider.Of(Code.Ok),
            StorageSpaces = { new StorageSpace { Id = new StorageSpaceId { OpaqueId = OcdavFixture.Space.ToString() }, SpaceType = "personal" } },
        };
        _ocdav.Storage.OnUpload = _ =>
        {
            var granted = FakeStorageProvider.UploadGranted();
            granted.Protocols[0].Protocol = "tus";
            return granted;
        };
    }

    [Theory]
    [InlineData(ClientAt.Proxy, "/up", "/up")]
    [InlineData(ClientAt.Proxy, "/up/", "/up")]
    [InlineData(ClientAt.Proxy, "/a/b", "/a/b")]
    [InlineData(ClientAt.Proxy, "//elsewhere.example", "")]
    [InlineData(ClientAt.Proxy, "https://elsewhere.example", "")]
    [InlineData(ClientAt.Proxy, "up", "")]
    [InlineData(ClientAt.Stranger, "/up", "")]
    public async Task Prefix_FromTheProxy_BeginsHrefsAndLocations(string from, string prefix, string begin)
    {
        foreach (var root in new[] { $"/dav/spaces/{OcdavFixture.Space}", "/webdav", "/remote.php/dav/files/einstein" })
        {
            using var listing = await SendAsync(from, "PROPFIND", $"{root}/docs", ("X-Forwarded-Prefix", prefix), ("Depth", "0"));
            Assert.Equal($"{begin}{root}/docs/", await HrefAsync(listing));

            using var created = await CreateAsync(from, root, ("X-Forwarded-Prefix", prefix));
            Assert.Equal($"{begin}/data/{FakeStorageProvider.TransferToken}", created.Headers.Location?.OriginalString);
        }
    }

    [Theory]
    [InlineData("/data/a.b.c", "/up/data/a.b.c")]
    [InlineData("https://files.example.org/data/a.b.c", "https://files.example.org/data/a.b.c")]
    public async Task Prefix_FromTheProxy_BeginsWhereProgressIsTold(string fromDataprovider, string toClient)
    {
        _ocdav.Storage.OnUpload = _ => FakeStorageProvider.UploadGranted();
        _ocdav.OnData = context =>
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            context.Response.Headers.Location = fromDataprovider;
            context.Response.Headers["Progress-Location"] = fromDataprovider;
            return Task.CompletedTask;
        };

        using var accepted = await SendAsync(ClientAt.Proxy, "PUT", $"/dav/spaces/{OcdavFixture.Space}/a.txt", ("X-Forwarded-Prefix", "/up"));

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(toClient, accepted.Headers.Location?.OriginalString);
        Assert.Equal(toClient, Assert.Single(accepted.Headers.GetValues("Progress-Location")));
    }

    [Theory]
    [InlineData(ClientAt.Proxy, "https://files.example.org/up")]
    [InlineData(ClientAt.Stranger, null)]
    public async Task AbsoluteAddresses_AreThoseThatTheClientAskedFor(string from, string? front)
    {
        using var drives = await SendAsync(from, "GET", "/graph/v1.0/me/drives", Forwarded);

        var drive = (await drives.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("value")[0];
        Assert.Equal(
            $"{front ?? _ocdav.Address.GetLeftPart(UriPartial.Authority)}/dav/spaces/{OcdavFixture.Space}",
            drive.GetProperty("root").GetProperty("webDavUrl").GetString());
    }

    [Theory]
    [InlineData(ClientAt.Proxy, "203.0.113.7", "203.0.113.7")]
    [InlineData(ClientAt.Proxy, "6.6.6.6, 203.0.113.7", "203.0.113.7")]
    [InlineData(ClientAt.Proxy, "203.0.113.7, 127.0.0.1", "203.0.113.7")]
    [InlineData(ClientAt.Proxy, "2001:db8::7", "2001:db8::7")]
    [InlineData(ClientAt.Proxy, "nonsense", ClientAt.Proxy)]
    [InlineData(ClientAt.Stranger, "203.0.113.7", ClientAt.Stranger)]
    [InlineData(ClientAt.Stranger, "127.0.0.1", ClientAt.Stranger)]
    public async Task AuditLog_HasTheAddressThatTheProxySays(string from, string forwardedFor, string address)
    {
        using var refused = await GuessAsync(from, $"nobody-{Guid.NewGuid():N}", ("X-Forwarded-For", forwardedFor));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(address, Assert.Single(_logs.Of("Audit")).Field("Address"));
    }

    [Fact]
    public async Task AuditLog_TheOtherKindOfHeader_ChangesNothing()
    {
        using var refused = await GuessAsync(
            ClientAt.Proxy, "nobody", ("Forwarded", "for=6.6.6.6"), ("X-Forwarded-For", "203.0.113.8"));

        Assert.Equal("203.0.113.8", Assert.Single(_logs.Of("Audit")).Field("Address"));
    }

    [Fact]
    public async Task FailedSignIns_ThroughTheProxy_CountForTheClientsAddress()
    {
        const string User = "märie";
        for (var i = 0; i < 3; i++)
        {
            using var failed = await GuessAsync(ClientAt.Proxy, User, ("X-Forwarded-For", "203.0.113.20"));
            Assert.Equal(HttpStatusCode.Unauthorized, failed.StatusCode);
        }

        using var limited = await GuessAsync(ClientAt.Proxy, User, ("X-Forwarded-For", "203.0.113.20"));
        using var other = await GuessAsync(ClientAt.Proxy, User, ("X-Forwarded-For", "203.0.113.21"));
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Unauthorized), (limited.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task FailedSignIns_OfWhoIsNoProxy_CountWhateverAddressItSays()
    {
        const string User = "märie";
        for (var i = 0; i < 3; i++)
        {
            using var failed = await GuessAsync("127.0.0.3", User, ("X-Forwarded-For", $"203.0.113.{30 + i}"));
            Assert.Equal(HttpStatusCode.Unauthorized, failed.StatusCode);
        }

        using var limited = await GuessAsync("127.0.0.3", User, ("X-Forwarded-For", "203.0.113.40"));
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
    }

    [Fact]
    public async Task Connections_OfTheProxy_AreManyClientsAndEachHasItsOwnLimit()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var arrived = new SemaphoreSlim(0);
        _ocdav.Storage.OnUpload = _ => FakeStorageProvider.UploadGranted();
        _ocdav.OnData = async _ =>
        {
            arrived.Release();
            await release.Task;
        };
        var busy = new List<Task<HttpResponseMessage>>();
        try
        {
            // Three connections of one address are more than it may have; of a proxy they are not.
            foreach (var client in new[] { "203.0.113.50", "203.0.113.50", "203.0.113.51" })
            {
                busy.Add(SendAsync(ClientAt.Proxy, "PUT", OcdavFixture.Url($"{busy.Count}.txt"), ("X-Forwarded-For", client)));
                Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), "A request did not arrive.");
            }

            using var third = await SendAsync(ClientAt.Proxy, "PUT", OcdavFixture.Url("3.txt"), ("X-Forwarded-For", "203.0.113.50"));
            Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        }
        finally
        {
            release.SetResult();
            foreach (var request in busy)
            {
                (await request).Dispose();
            }
        }

        using var later = await SendAsync(ClientAt.Proxy, "PUT", OcdavFixture.Url("4.txt"), ("X-Forwarded-For", "203.0.113.50"));
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    private static ResourceInfo Folder => new()
    {
        Type = ResourceType.Container,
        Name = "docs",
        Etag = "\"e\"",
        Id = new ResourceId { SpaceId = OcdavFixture.Space.ToString(), OpaqueId = "docs" },
        PermissionSet = new ResourcePermissions(),
    };

    private Task<HttpResponseMessage> CreateAsync(string from, string root, params (string, string)[] headers) => SendAsync(
        from, "POST", root, [("Tus-Resumable", "1.0.0"), ("Upload-Length", "5"), ("Upload-Metadata", "filename YS50eHQ="), .. headers]);

    private Task<HttpResponseMessage> SendAsync(string from, string method, string url, params (string, string)[] headers) =>
        SendAsAsync(OcdavFixture.Basic("einstein", "relativity"), from, method, url, headers);

    /// <summary>Asks for what needs a user, with a wrong password.</summary>
    private Task<HttpResponseMessage> GuessAsync(string from, string user, params (string, string)[] headers) =>
        SendAsAsync(OcdavFixture.Basic(user, "a wrong guess"), from, "GET", "/graph/v1.0/me/drives", headers);

    private async Task<HttpResponseMessage> SendAsAsync(
        AuthenticationHeaderValue who, string from, string method, string url, (string, string)[] headers)
    {
        using var client = ClientAt.Create(from, _ocdav.Address);
        return await client.SendAsync(method, url, null, [("Authorization", who.ToString()), .. headers]);
    }

    private static async Task<string> HrefAsync(HttpResponseMessage answer) => XDocument
        .Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Descendants(XName.Get("href", "DAV:")).Single().Value;

    public sealed class Behind : OcdavFixture
    {
        protected override string[] Settings =>
            [$"--Proxies:Known:0={ClientAt.Proxy}", "--Transfer:PublicDataUrl=/", "--Http:MaxConnectionsPerAddress=2"];
    }
}
