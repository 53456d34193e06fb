using System.Net;
using Cs3.Rpc.V1Beta1;
using Microsoft.AspNetCore.Http;
using ServiceTests.Ocdav.Support;

namespace ServiceTests.Ocdav;

public sealed class GetFileTests : IClassFixture<OcdavFixture>
{
    private readonly OcdavFixture _ocdav;

    public GetFileTests(OcdavFixture ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
        _ocdav.OnData = context =>
        {
            context.Response.Headers.ETag = "\"v1\"";
            context.Response.ContentType = "text/html";
            context.Response.ContentLength = 5;
            return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync("bytes");
        };
    }

    [Fact]
    public async Task Get_File_ReturnsTheBytesWithoutLettingThemRun()
    {
        using var answer = await _ocdav.SendAsync("GET", OcdavFixture.Url("p%C3%A4ge.html"));

        Assert.Equal("bytes", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("\"v1\"", answer.Headers.ETag?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("päge.html", answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NameThatAHeaderCannotHold_IsEncodedInTheDisposition()
    {
        using var answer = await _ocdav.SendAsync("GET", OcdavFixture.Url("a%22%3B%20filename%3Dx.html%0D%0AX-Other%3A%20yes"));

        Assert.Equal("a\"; filename=x.html\r\nX-Other: yes", answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.False(answer.Headers.Contains("X-Other"));
    }

    [Fact]
    public async Task Get_SendsTheTokenAndTheConditionsButNotTheCredentials()
    {
        HeaderDictionary? headers = null;
        _ocdav.OnData = context =>
        {
            headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
            return Task.CompletedTask;
        };

        using var answer = await _ocdav.SendAsync(
            "GET", OcdavFixture.Url("a.txt"), null, ("Range", "bytes=1-2"), ("If-Range", "\"v1\""), ("Accept-Encoding", "gzip"));

        Assert.Equal(FakeStorageProvider.TransferToken, headers!["X-Reva-Transfer"].ToString());
        Assert.Equal("bytes=1-2", headers["Range"].ToString());
        Assert.Equal("\"v1\"", headers["If-Range"].ToString());
        Assert.False(headers.ContainsKey("Authorization"));
        Assert.False(headers.ContainsKey("Accept-Encoding"));
    }

    [Fact]
    public async Task Get_Range_PassesThePartOn()
    {
        _ocdav.OnData = context =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = "bytes 1-2/5";
            return context.Response.WriteAsync("yt");
        };

        using var answer = await _ocdav.SendAsync("GET", OcdavFixture.Url("a.txt"), null, ("Range", "bytes=1-2"));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("bytes 1-2/5", answer.Content.Headers.ContentRange?.ToString());
        Assert.Equal("yt", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Get_Unchanged_Returns304()
    {
        _ocdav.OnData = context =>
        {
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"v1\"" ? 304 : 200;
            return Task.CompletedTask;
        };

        using var answer = await _ocdav.SendAsync("GET", OcdavFixture.Url("a.txt"), null, ("If-None-Match", "\"v1\""));

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    [Fact]
    public async Task Head_File_ReturnsTheHeadersOnly()
    {
        using var answer = await _ocdav.SendAsync("HEAD", OcdavFixture.Url("a.html"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(5, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Code.NotFound, 404)]
    [InlineData(Code.PermissionDenied, 403)]
    [InlineData(Code.FailedPrecondition, 405)]
    [InlineData(Code.TooEarly, 425)]
    public async Task Get_StorageproviderRefuses_AnswersByTheTable(Code code, int status)
    {
        _ocdav.Storage.OnDownload = _ => new() { Status = FakeStorageProvider.Of(code) };

        using var answer = await _ocdav.SendAsync("GET", OcdavFixture.Url("a.txt"));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Get_Folder_Returns405WithAllow()
    {
        using var answer = await _ocdav.SendAsync("GET", OcdavFixture.Url(""));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["OPTIONS", "POST", "DELETE", "PROPFIND"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Get_DataproviderGoesAwayMidway_BreaksTheConnection()
    {
        _ocdav.OnData = async context =>
        {
            context.Response.ContentLength = 1_000_000;
            await context.Response.Body.WriteAsync(new byte[500_000]);
            context.Abort();
        };

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var answer = await _ocdav.SendAsync("GET", OcdavFixture.Url("a.txt"));
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        });
    }

    [Fact]
    public async Task Get_DataproviderRefusesTheToken_Returns502AndNoChallenge()
    {
        _ocdav.OnData = context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Task.CompletedTask;
        };

        using var answer = await _ocdav.SendAsync("GET", OcdavFixture.Url("a.txt"));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Empty(answer.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task Get_DataproviderGoesAwayBeforeTheFirstByte_Returns502WithoutTheFilesHeaders()
    {
        _ocdav.OnData = async context =>
        {
            context.Response.ContentLength = 1_000_000;
            context.Response.Headers.ETag = "\"v1\"";
            await context.Response.StartAsync();
            context.Abort();
        };

        using var answer = await _ocdav.SendAsync("GET", OcdavFixture.Url("a.txt"));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Null(answer.Headers.ETag);
        Assert.Null(answer.Content.Headers.ContentDisposition);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Get_DataproviderUnreachable_Returns502()
    {
        _ocdav.OnData = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        using var answer = await _ocdav.SendAsync("GET", OcdavFixture.Url("a.txt"));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }
}
