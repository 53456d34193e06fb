using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceTests.Ocdav.Support;

namespace ServiceTests.Ocdav.SigningIn;

public sealed class AppPasswordTests(OcdavAndStorage server) : IClassFixture<OcdavAndStorage>
{
    private static readonly HttpMethod[] Methods = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_ShowsTheSecretOnceAndTheListNeverDoes()
    {
        using var answer = await SendAsync(HttpMethod.Post, "", new { label = "phone" });
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        var (id, password) = (Text(made, "id"), Text(made, "password"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"/app-passwords/{id}", answer.Headers.Location?.OriginalString);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Matches("^app_[a-z2-7]{12}_[a-z2-7]{32}$", password);
        using var list = await SendAsync(HttpMethod.Get, "");
        var text = await list.Content.ReadAsStringAsync(Stop);
        Assert.DoesNotContain(password[^32..], text, StringComparison.Ordinal);
        var listed = JsonElement.Parse(text).GetProperty("value").EnumerateArray().Single(entry => Text(entry, "id") == id);
        Assert.Equal("phone", Text(listed, "label"));
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("lastUsed").ValueKind);
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("expires").ValueKind);
    }

    [Fact]
    public async Task AppPassword_SignsItsUserInAndTheListSaysSo()
    {
        var (id, password) = await CreateAsync();

        using var drives = await server.SendAsync(HttpMethod.Get, "/graph/v1.0/me/drives", "einstein", password);

        Assert.Equal(HttpStatusCode.OK, drives.StatusCode);
        var owner = (await drives.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("value")[0].GetProperty("owner").GetProperty("user");
        Assert.Equal("einstein", Text(owner, "id"));
        Assert.Equal(JsonValueKind.String, (await EntryAsync(id)).GetProperty("lastUsed").ValueKind);
    }

    [Fact]
    public async Task AppPassword_OfAnotherUserOrWithAnotherSecret_Returns401()
    {
        var (_, password) = await CreateAsync();
        var altered = password[..^1] + (password[^1] == 'a' ? 'b' : 'a');

        using var other = await server.SendAsync(HttpMethod.Get, "/graph/v1.0/me/drives", "märie", password);
        using var wrong = await server.SendAsync(HttpMethod.Get, "/graph/v1.0/me/drives", "einstein", altered);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (other.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task AppPassword_Revoked_Returns401AtTheNextRequest()
    {
        var (id, password) = await CreateAsync();
        using var before = await server.SendAsync(HttpMethod.Get, "/graph/v1.0/me/drives", "einstein", password);

        using var revoked = await SendAsync(HttpMethod.Delete, $"/{id}");
        using var after = await server.SendAsync(HttpMethod.Get, "/graph/v1.0/me/drives", "einstein", password);
        using var again = await SendAsync(HttpMethod.Delete, $"/{id}");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound],
            new[] { before.StatusCode, revoked.StatusCode, after.StatusCode, again.StatusCode });
    }

    [Fact]
    public async Task AppPassword_ManagesNoAppPasswords()
    {
        var (id, password) = await CreateAsync();

        foreach (var method in Methods)
        {
            using var answer = await server.SendAsync(
                method, method == HttpMethod.Delete ? $"/app-passwords/{id}" : "/app-passwords", "einstein", password,
                method == HttpMethod.Post ? new { label = "more" } : null);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Equal("phone", Text(await EntryAsync(id), "label"));
    }

    [Fact]
    public async Task AppPasswords_OfAnotherUser_AreNeitherListedNorRevoked()
    {
        var (id, password) = await CreateAsync();

        using var list = await server.SendAsync(HttpMethod.Get, "/app-passwords", "märie", "rädio:activity");
        using var revoked = await server.SendAsync(HttpMethod.Delete, $"/app-passwords/{id}", "märie", "rädio:activity");
        using var still = await server.SendAsync(HttpMethod.Get, "/graph/v1.0/me/drives", "einstein", password);

        Assert.DoesNotContain(id, await list.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (revoked.StatusCode, still.StatusCode));
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("{\"label\":\"\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"label\":\"a\\nb\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"label\":\"old\",\"expires\":\"2001-01-01T00:00:00Z\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"label\":\"old\",\"expires\":\"0001-01-01T00:00:00Z\"}", HttpStatusCode.BadRequest)]
    [InlineData("no json", HttpStatusCode.BadRequest)]
    [InlineData("long", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Create_WhatCannotBeOne_IsRefused(string body, HttpStatusCode status)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = OcdavFixture.Basic("einstein", "relativity");
        using var content = new StringContent(
            body == "long" ? $"{{\"label\":\"{new string('x', 5000)}\"}}" : body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

        using var answer = await client.PostAsync("/app-passwords", content, Stop);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task AppPassword_WithAnExpiry_SaysWhenItEnds()
    {
        using var answer = await SendAsync(HttpMethod.Post, "", new { label = "for a while", expires = "2099-12-31T23:00:00Z" });

        Assert.Equal("2099-12-31T23:00:00+00:00", Text(await answer.Content.ReadFromJsonAsync<JsonElement>(Stop), "expires"));
    }

    [Fact]
    public async Task AppPasswords_GuessedTooOften_Return429AndTheRightOneToo()
    {
        await using var strict = new Strict();
        await strict.InitializeAsync();
        using var made = await strict.SendAsync(HttpMethod.Post, "/app-passwords", "einstein", "relativity", new { label = "phone" });
        var password = Text(await made.Content.ReadFromJsonAsync<JsonElement>(Stop), "password");
        var altered = password[..^1] + (password[^1] == 'a' ? 'b' : 'a');

        var statuses = new List<HttpStatusCode>();
        foreach (var guess in new[] { altered, altered, altered, altered, password })
        {
            using var answer = await strict.SendAsync(HttpMethod.Get, "/graph/v1.0/me/drives", "einstein", guess);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests],
            statuses);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null) =>
        server.SendAsync(method, $"/app-passwords{path}", "einstein", "relativity", body);

    private async Task<(string Id, string Password)> CreateAsync()
    {
        using var answer = await SendAsync(HttpMethod.Post, "", new { label = "phone" });
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return (Text(made, "id"), Text(made, "password"));
    }

    private async Task<JsonElement> EntryAsync(string id)
    {
        using var list = await SendAsync(HttpMethod.Get, "");
        return (await list.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("value").EnumerateArray().Single(entry => Text(entry, "id") == id);
    }

    private sealed class Strict : OcdavAndStorage
    {
        protected override string[] Settings => ["--SignIn:FailuresPerUser=3"];
    }
}
