using System.Net;
using System.Text;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServiceTests.Ocdav.Support;
using UploadProcessing.Contracts.Access;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Ocdav;

public sealed class PutFileTests : IClassFixture<OcdavFixture>
{
    private readonly OcdavFixture _ocdav;

    public PutFileTests(OcdavFixture ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
        _ocdav.OnData = async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = 201;
        };
    }

    [Fact]
    public async Task Put_NewFile_PassesTheDataprovidersAnswerOn()
    {
        _ocdav.OnData = async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = 201;
            context.Response.Headers.ETag = "\"abc\"";
            context.Response.Headers["OC-ETag"] = "\"abc\"";
            context.Response.Headers["OC-FileId"] = "space!node";
            context.Response.Headers["X-OC-Mtime"] = "accepted";
        };

        using var answer = await PutAsync("newfile.bin");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("\"abc\"", answer.Headers.ETag?.ToString());
        Assert.Equal("\"abc\"", answer.Headers.GetValues("OC-ETag").Single());
        Assert.Equal("space!node", answer.Headers.GetValues("OC-FileId").Single());
        Assert.Equal("accepted", answer.Headers.GetValues("X-OC-Mtime").Single());
    }

    [Fact]
    public async Task Put_SendsTheBytesWithTheTransferTokenAndWithoutTheCredentials()
    {
        byte[]? body = null;
        HeaderDictionary? headers = null;
        _ocdav.OnData = async context =>
        {
            using var memory = new MemoryStream();
            await context.Request.Body.CopyToAsync(memory);
            (body, headers) = (memory.ToArray(), new HeaderDictionary(context.Request.Headers.ToDictionary()));
        };

        using var answer = await PutAsync("newfile.bin", "the bytes", ("X-Reva-Transfer", "a foreign one"));

        Assert.Equal("the bytes", Encoding.UTF8.GetString(body!));
        Assert.Equal(FakeStorageProvider.TransferToken, headers!["X-Reva-Transfer"].ToString());
        Assert.False(headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Put_TellsTheStorageproviderWhoWhereAndWhat()
    {
        using var answer = await PutAsync(
            "folder/new.bin", "four",
            ("OC-Checksum", "SHA1:A9993E364706816ABA3E25717850C26C9CD0D89D"), ("X-OC-Mtime", "1405659156"), ("If-Match", "\"v1\""));

        var request = _ocdav.Storage.Single<InitiateFileUploadRequest>();
        Assert.Equal(OcdavFixture.Space.ToString(), request.Ref.ResourceId.SpaceId);
        Assert.Equal("./folder/new.bin", request.Ref.Path);
        Assert.Equal("4", request.Opaque.Map["Upload-Length"].Value.ToStringUtf8());
        Assert.Equal("sha1 a9993e364706816aba3e25717850c26c9cd0d89d", request.Opaque.Map["Upload-Checksum"].Value.ToStringUtf8());
        Assert.Equal("1405659156", request.Opaque.Map["X-OC-Mtime"].Value.ToStringUtf8());
        Assert.Equal("\"v1\"", request.IfMatch);
        var tokens = new AccessTokens(Options.Create(new AccessOptions { SigningKey = OcdavFixture.AccessKey }), TimeProvider.System);
        Assert.Equal("einstein", (await tokens.VerifyAsync(_ocdav.Storage.AccessTokens.Single()))?.User.Value);
    }

    [Fact]
    public async Task Put_TusChecksum_IsTranslated()
    {
        using var answer = await PutAsync("new.bin", "four", ("Upload-Checksum", "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0="));

        Assert.Equal(
            "sha1 a9993e364706816aba3e25717850c26c9cd0d89d",
            _ocdav.Storage.Single<InitiateFileUploadRequest>().Opaque.Map["Upload-Checksum"].Value.ToStringUtf8());
    }

    [Fact]
    public async Task Put_ChunkedBody_StatesNoLength()
    {
        using var content = new StreamContent(new MemoryStream(new byte[100]));
        using var request = new HttpRequestMessage(HttpMethod.Put, OcdavFixture.Url("chunked.bin")) { Content = content };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await _ocdav.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.False(_ocdav.Storage.Single<InitiateFileUploadRequest>().Opaque.Map.ContainsKey("Upload-Length"));
    }

    [Fact]
    public async Task Put_NoBody_IsAFileOfNoBytes()
    {
        using var answer = await _ocdav.SendAsync("PUT", OcdavFixture.Url("empty.bin"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("0", _ocdav.Storage.Single<InitiateFileUploadRequest>().Opaque.Map["Upload-Length"].Value.ToStringUtf8());
    }

    [Fact]
    public async Task Put_MoreThanKestrelsDefaultLimit_IsPassedOn()
    {
        long received = 0;
        _ocdav.OnData = async context =>
        {
            var buffer = new byte[65536];
            int count;
            while ((count = await context.Request.Body.ReadAsync(buffer)) > 0)
            {
                received += count;
            }
        };

        using var content = new ByteArrayContent(new byte[32_000_000]);
        using var answer = await _ocdav.SendAsync("PUT", OcdavFixture.Url("large.bin"), content);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(32_000_000, received);
    }

    [Fact]
    public async Task Put_IfNoneMatchStar_DemandsThatNothingIsThere()
    {
        using var answer = await PutAsync("new.bin", "four", ("If-None-Match", "*"));

        Assert.True(_ocdav.Storage.Single<InitiateFileUploadRequest>().IfNotExist);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"v1\", \"v2\"")]
    public async Task Put_IfMatchThatCs3CannotSay_IsPinnedToThePresentEtag(string ifMatch)
    {
        _ocdav.Storage.OnStat = _ => new() { Status = FakeStorageProvider.Of(Code.Ok), Info = new ResourceInfo { Etag = "\"v2\"" } };

        using var answer = await PutAsync("old.bin", "four", ("If-Match", ifMatch));

        Assert.Equal("\"v2\"", _ocdav.Storage.Single<InitiateFileUploadRequest>().IfMatch);
    }

    [Fact]
    public async Task Put_OverHttp2_IsPassedOn()
    {
        using var client = new HttpClient { BaseAddress = _ocdav.Http2Address };
        using var request = new HttpRequestMessage(HttpMethod.Put, OcdavFixture.Url("new.bin"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[100_000]),
        };
        request.Headers.Authorization = OcdavFixture.Basic("einstein", "relativity");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Put_ExpectContinue_GrantedUploadAsksForTheBodyThen()
    {
        using var connection = await RawPeer.ConnectAsync(_ocdav.Address);

        await connection.SendHeadAsync($"PUT {OcdavFixture.Url("small.bin")}", "Content-Length: 4", "Expect: 100-continue");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await connection.ReadHeadAsync());
        Assert.IsType<InitiateFileUploadRequest>(Assert.Single(_ocdav.Storage.Requests), exactMatch: true);
        await connection.SendAsync("four");

        Assert.Contains("HTTP/1.1 201 Created", await connection.ReadUntilAsync("201 Created"), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PutAsync(string path, string body = "bytes", params (string Name, string Value)[] headers) =>
        _ocdav.SendAsync("PUT", OcdavFixture.Url(path), new StringContent(body), headers);
}
