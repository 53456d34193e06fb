using System.Net.Http.Json;
using System.Text.Json;
using ServiceTests.Ocdav.Support;
using ServiceTests.StorageProvider.Support;
using UploadProcessing.TestSupport;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.Ocdav.SigningIn;

/// <summary>What the audit log tells, and that no secret is in it, nor in any other log.</summary>
public sealed class AuditTests : IClassFixture<OcdavAndStorage>
{
    private readonly OcdavAndStorage _server;
    private readonly KeptLogs _logs;

    public AuditTests(OcdavAndStorage server)
    {
        _server = server;
        _logs = server.KeepLogs();
    }

    [Fact]
    public async Task SignIns_AreToldOnceWhenGoodAndEachTimeWhenNot()
    {
        foreach (var (user, password) in new[]
        {
            ("märie", "rädio:activity"), ("märie", "rädio:activity"), ("märie", "a-wrong-guess"), ("a-password-in-the-wrong-field", "x"),
        })
        {
            using var answer = await _server.SendAsync(HttpMethod.Get, "/graph/v1.0/me/drives", user, password);
        }

        Assert.Equal(
            [("ok", "märie"), ("failed", "märie"), ("failed", "-")],
            Events("sign-in").Select(entry => (entry.Field("Outcome"), entry.Field("User"))));
        Assert.All(Events("sign-in"), entry => Assert.Equal(("127.0.0.1", "password"), (entry.Field("Address"), entry.Field("About"))));
        AssertNothingSays("a-wrong-guess", "rädio:activity", "a-password-in-the-wrong-field");
    }

    [Fact]
    public async Task AppPassword_FromItsMakingToItsEnd_IsToldByItsIdAlone()
    {
        using var made = await _server.SendAsync(HttpMethod.Post, "/app-passwords", "einstein", "relativity", new { label = "phone" });
        var json = await made.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var (id, password) = (json.GetProperty("id").GetString()!, json.GetProperty("password").GetString()!);
        for (var i = 0; i < 2; i++)
        {
            using var used = await _server.SendAsync(HttpMethod.Get, "/graph/v1.0/me/drives", "einstein", password);
        }

        using var revoked = await _server.SendAsync(HttpMethod.Delete, $"/app-passwords/{id}", "einstein", "relativity");
        using var late = await _server.SendAsync(HttpMethod.Get, "/graph/v1.0/me/drives", "einstein", password);

        Assert.Equal(id, Assert.Single(Events("app-password-created")).Field("About"));
        Assert.Equal(id, Assert.Single(Events("app-password-first-used")).Field("About"));
        Assert.Equal(id, Assert.Single(Events("app-password-revoked")).Field("About"));
        Assert.Equal(["ok", "failed"], Events("sign-in").Where(entry => entry.Field("About") == $"app password {id}").Select(entry => entry.Field("Outcome")));
        AssertNothingSays(password[^32..], "relativity");
    }

    [Fact]
    public async Task MembersAndSpaces_Changed_AreToldWithWhoAndWhere()
    {
        var provider = _server.Storage.Provider;
        var space = await _server.Storage.CreateSpaceAsync();
        await provider.UpdateGrantAsync(new() { Ref = At(space), Grant = Roles.Grant("marie", Roles.Viewer) }, As("einstein"));
        await provider.RemoveGrantAsync(new() { Ref = At(space), Grant = Roles.Grant("marie") }, As("einstein"));
        await provider.RemoveGrantAsync(new() { Ref = At(space), Grant = Roles.Grant("einstein") }, As("vera"));
        await provider.DeleteStorageSpaceAsync(new() { Id = new() { OpaqueId = space } }, As("operator"));

        Assert.Equal(
            [
                ("space-created", "ok", "einstein", "project"), ("member-added", "ok", "einstein", "marie"), ("member-added", "ok", "einstein", "vera"),
                ("member-changed", "ok", "einstein", "marie"), ("member-removed", "ok", "einstein", "marie"),
                ("member-removed", "denied", "vera", "einstein"), ("space-removed", "ok", "operator", "as operator"),
            ],
            _logs.Of("Audit").Where(entry => entry.Field("Space") == space)
                .Select(entry => (entry.Field("Event")!, entry.Field("Outcome")!, entry.Field("User")!, entry.Field("About")!)));
    }

    private IEnumerable<KeptLog> Events(string name) => _logs.Of("Audit").Where(entry => entry.Field("Event") == name);

    private void AssertNothingSays(params string[] secrets) => Assert.All(
        _logs.All, entry => Assert.All(secrets, secret => Assert.DoesNotContain(secret, entry.Message, StringComparison.Ordinal)));
}
