using System.Net;
using System.Text.Json;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using ServiceTests.Ocdav.Support;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Ocdav;

public sealed class PutRefusalTests : IClassFixture<OcdavFixture>
{
    private readonly OcdavFixture _ocdav;

    public PutRefusalTests(OcdavFixture ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
        _ocdav.OnData = async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = 201;
        };
    }

    [Theory]
    [InlineData("*")]
    [InlineData("W/\"v1\"")]
    [InlineData("\"v1\", \"v2\"")]
    public async Task Put_IfMatchOnNothing_Returns412AndStartsNothing(string ifMatch)
    {
        using var answer = await PutAsync("missing.bin", "four", ("If-Match", ifMatch));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Empty(_ocdav.Storage.Requests.OfType<InitiateFileUploadRequest>());
    }

    [Theory]
    [InlineData(Code.InvalidArgument, 400)]
    [InlineData(Code.PermissionDenied, 403)]
    [InlineData(Code.NotFound, 404)]
    [InlineData(Code.FailedPrecondition, 409)]
    [InlineData(Code.Aborted, 412)]
    [InlineData(Code.AlreadyExists, 412)]
    [InlineData(Code.Locked, 423)]
    [InlineData(Code.TooEarly, 425)]
    [InlineData(Code.InsufficientStorage, 507)]
    [InlineData(Code.Internal, 500)]
    [InlineData(Code.Unavailable, 503)]
    public async Task Put_StorageproviderRefuses_AnswersByTheTable(Code code, int status)
    {
        _ocdav.Storage.OnUpload = _ => new() { Status = FakeStorageProvider.Of(code, "because of this") };

        using var answer = await PutAsync("new.bin");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("because of this", problem.RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Put_StorageproviderUnreachable_Returns503AfterOneAttempt()
    {
        _ocdav.Storage.OnUpload = _ => throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "away"));

        using var answer = await PutAsync("new.bin");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Single(_ocdav.Storage.Requests);
    }

    [Fact]
    public async Task Put_DataproviderUnreachable_Returns502()
    {
        _ocdav.OnData = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        using var answer = await PutAsync("new.bin");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    [Fact]
    public async Task Put_UnknownDataprovider_Returns502AndContactsNobody()
    {
        var reached = false;
        _ocdav.OnData = _ =>
        {
            reached = true;
            return Task.CompletedTask;
        };
        _ocdav.Storage.OnUpload = _ =>
        {
            var answer = FakeStorageProvider.UploadGranted();
            answer.Protocols[0].Opaque = FakeStorageProvider.Opaque(("token", "t"), ("dataprovider", "http://localhost"));
            return answer;
        };

        using var answer = await PutAsync("new.bin");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.False(reached);
    }

    [Fact]
    public async Task Put_DataproviderRefusesTheToken_Returns502AndNoChallenge()
    {
        _ocdav.OnData = context =>
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Results.Problem("The transfer token is missing or not valid.", statusCode: 401).ExecuteAsync(context);
        };

        using var answer = await PutAsync("new.bin");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Empty(answer.Headers.WwwAuthenticate);
    }

    [Theory]
    [InlineData("Transfer-Encoding: gzip, chunked")]
    [InlineData("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked")]
    public async Task Put_TransferCodingBesideChunked_Returns501AndStartsNothing(string header)
    {
        using var connection = await RawPeer.ConnectAsync(_ocdav.Address);

        await connection.SendHeadAsync($"PUT {OcdavFixture.Url("new.bin")}", header);

        Assert.StartsWith("HTTP/1.1 501 ", await connection.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Fact]
    public async Task Put_DataproviderRefusesEarly_PassesTheProblemOnBeforeTheBodyEnds()
    {
        _ocdav.OnData = context => Results.Problem("The checksum does not match.", statusCode: 400).ExecuteAsync(context);
        using var connection = await RawPeer.ConnectAsync(_ocdav.Address);

        await connection.SendHeadAsync($"PUT {OcdavFixture.Url("big.bin")}", "Content-Length: 1000000");
        await connection.SendAsync("only the beginning");

        var answer = await connection.ReadUntilAsync("does not match");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Range", "bytes 0-3/10")]
    [InlineData("OC-Total-Length", "5")]
    [InlineData("OC-Total-Length", "+4")]
    [InlineData("OC-Checksum", "SHA1:abc")]
    [InlineData("OC-Checksum", "SHA1")]
    [InlineData("OC-Checksum", "ROT13:a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("Upload-Checksum", "sha1 a9993e36")]
    [InlineData("Upload-Checksum", "crc32 AAAAAA==")]
    [InlineData("X-OC-Mtime", "yesterday")]
    [InlineData("X-OC-Mtime", "-1")]
    [InlineData("If-Match", "unquoted")]
    [InlineData("If-None-Match", "\"v1\"")]
    public async Task Put_HeaderThatMakesNoSense_Returns400AndStartsNothing(string name, string value)
    {
        using var answer = await PutAsync("new.bin", "four", (name, value));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("folder/")]
    public async Task Put_InThePlaceOfAFolder_Returns409(string path)
    {
        using var answer = await PutAsync(path);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Put_ContentCoding_Returns415()
    {
        using var answer = await PutAsync("new.bin", "four", ("Content-Encoding", "gzip"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Put_ExpectContinue_RefusedUploadNeverAsksForTheBody()
    {
        _ocdav.Storage.OnUpload = _ => new() { Status = FakeStorageProvider.Of(Code.InsufficientStorage) };
        using var connection = await RawPeer.ConnectAsync(_ocdav.Address);

        await connection.SendHeadAsync($"PUT {OcdavFixture.Url("big.bin")}", "Content-Length: 1000000", "Expect: 100-continue");

        Assert.StartsWith("HTTP/1.1 507 ", await connection.ReadHeadAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PutAsync(string path, string body = "bytes", params (string Name, string Value)[] headers) =>
        _ocdav.SendAsync("PUT", OcdavFixture.Url(path), new StringContent(body), headers);
}
