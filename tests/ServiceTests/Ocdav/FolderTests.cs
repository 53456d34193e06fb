using System.Net;
using System.Text.Json;
using Cs3.Identity.User.V1Beta1;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using ServiceTests.Ocdav.Support;

namespace ServiceTests.Ocdav;

public sealed class FolderTests : IClassFixture<OcdavFixture>
{
    private readonly OcdavFixture _ocdav;

    public FolderTests(OcdavFixture ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
    }

    [Theory]
    [InlineData(Code.Ok, 201)]
    [InlineData(Code.AlreadyExists, 405)]
    [InlineData(Code.FailedPrecondition, 409)]
    [InlineData(Code.PermissionDenied, 403)]
    [InlineData(Code.NotFound, 404)]
    public async Task MkCol_AnswersByTheTable(Code code, int status)
    {
        _ocdav.Storage.OnCreate = () => code;

        using var answer = await _ocdav.SendAsync("MKCOL", OcdavFixture.Url("new/folder/"));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("./new/folder", _ocdav.Storage.Single<CreateContainerRequest>().Ref.Path);
        Assert.Equal(status == 405, answer.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task MkCol_WithABody_Returns415()
    {
        using var answer = await _ocdav.SendAsync("MKCOL", OcdavFixture.Url("new"), new StringContent("body"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Theory]
    [InlineData(Code.Ok, 204)]
    [InlineData(Code.NotFound, 404)]
    [InlineData(Code.Locked, 423)]
    public async Task Delete_AnswersByTheTable(Code code, int status)
    {
        _ocdav.Storage.OnDelete = () => code;

        using var answer = await _ocdav.SendAsync("DELETE", OcdavFixture.Url("old"));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Delete_IfMatchOfAnotherState_Returns412AndDeletesNothing()
    {
        _ocdav.Storage.OnStat = _ => new() { Status = FakeStorageProvider.Of(Code.Ok), Info = new ResourceInfo { Etag = "\"v2\"" } };

        using var answer = await _ocdav.SendAsync("DELETE", OcdavFixture.Url("old"), null, ("If-Match", "\"v1\""));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Empty(_ocdav.Storage.Requests.OfType<DeleteRequest>());
    }

    [Fact]
    public async Task Delete_SpaceRoot_Returns403()
    {
        using var answer = await _ocdav.SendAsync("DELETE", OcdavFixture.Url(""));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Theory]
    [InlineData("PROPPATCH")]
    [InlineData("LOCK")]
    public async Task Method_NotServed_Returns405WithAllow(string method)
    {
        using var answer = await _ocdav.SendAsync(method, OcdavFixture.Url("a"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("PROPFIND", answer.Content.Headers.Allow);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Drives_ListsAllPagesOfSpaces()
    {
        _ocdav.Storage.OnListSpaces = request => new()
        {
            Status = FakeStorageProvider.Of(Code.Ok),
            NextPageToken = request.PageToken == "" ? "p2" : "",
            StorageSpaces =
            {
                new StorageSpace
                {
                    Id = new StorageSpaceId { OpaqueId = OcdavFixture.Space.ToString() },
                    Name = request.PageToken == "" ? "Albert Einstein" : "Lab",
                    SpaceType = request.PageToken == "" ? "personal" : "project",
                    Owner = new User { Id = new UserId { OpaqueId = "einstein" } },
                    Quota = new Quota { QuotaMaxBytes = 1000, Opaque = FakeStorageProvider.Opaque(("used_bytes", "800")) },
                    RootInfo = new ResourceInfo { Etag = "\"root\"" },
                },
            },
        };

        using var answer = await _ocdav.SendAsync("GET", "/graph/v1.0/me/drives");

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var drives = json.RootElement.GetProperty("value");
        Assert.Equal(2, drives.GetArrayLength());
        var personal = drives[0];
        Assert.Equal(OcdavFixture.Space.ToString(), personal.GetProperty("id").GetString());
        Assert.Equal("personal", personal.GetProperty("driveType").GetString());
        Assert.Equal("personal/einstein", personal.GetProperty("driveAlias").GetString());
        Assert.Equal("Albert Einstein", personal.GetProperty("owner").GetProperty("user").GetProperty("displayName").GetString());
        Assert.Equal(200, personal.GetProperty("quota").GetProperty("remaining").GetInt64());
        Assert.Equal("nearing", personal.GetProperty("quota").GetProperty("state").GetString());
        Assert.Equal("\"root\"", personal.GetProperty("root").GetProperty("eTag").GetString());
        Assert.Equal($"{_ocdav.Address}dav/spaces/{OcdavFixture.Space}", personal.GetProperty("root").GetProperty("webDavUrl").GetString());
        Assert.Equal("project/lab", drives[1].GetProperty("driveAlias").GetString());
    }
}
