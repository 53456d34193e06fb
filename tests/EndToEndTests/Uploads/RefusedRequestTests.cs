using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EndToEndTests.Uploads;

/// <summary>Bad requests get the table's status with problem details, and leave nothing behind.</summary>
public sealed class RefusedRequestTests(Topology topology)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("a%2fb")]
    [InlineData("a%00b")]
    [InlineData("%c0%ae%c0%ae%2fx")]
    [InlineData("a%0d%0ab")]
    [InlineData("x/../../../y")]
    public async Task Put_PathThatLeadsElsewhere_IsRefused(string path)
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("personal", Stop);
        var before = await client.ListAsync(DavClient.Url(space, ""), Stop);

        var status = await RawPutAsync($"/dav/spaces/{space}/{path}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(before, await client.ListAsync(DavClient.Url(space, ""), Stop));
    }

    [Fact]
    public async Task Put_ParentMissing_IsAConflict() => await ExpectAsync(HttpStatusCode.Conflict, "Lab", "missing/file");

    [Fact]
    public async Task Put_NameOf256Bytes_IsABadRequest() => await ExpectAsync(HttpStatusCode.BadRequest, "Lab", new string('n', 256));

    [Fact]
    public async Task Put_SpaceThatDoesNotExist_IsNotFound()
    {
        using var client = DavClient.Einstein(topology.App);

        using var put = await client.PutAsync(DavClient.Url(Guid.NewGuid().ToString(), "file"), "x", Stop);

        Assert.Equal(HttpStatusCode.NotFound, put.StatusCode);
    }

    [Fact]
    public async Task Put_SomebodyElsesPersonalSpace_IsNotFound()
    {
        using var einstein = DavClient.Einstein(topology.App);
        using var marie = DavClient.Marie(topology.App);

        using var put = await marie.PutAsync(DavClient.Url(await einstein.SpaceAsync("personal", Stop), "file"), "x", Stop);

        Assert.Equal(HttpStatusCode.NotFound, put.StatusCode);
    }

    [Fact]
    public async Task Put_FileChangedMeanwhile_FailsThePrecondition()
    {
        using var client = DavClient.Einstein(topology.App);
        var url = DavClient.Url(await client.SpaceAsync("personal", Stop), "guarded.txt");
        using var first = await client.PutAsync(url, "one", Stop);
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new StringContent("two") };
        request.Headers.TryAddWithoutValidation("If-Match", "\"another\"");

        using var refused = await client.Http.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal("one", await client.Http.GetStringAsync(url, Stop));
    }

    [Fact]
    public async Task Put_WithoutCredentials_IsUnauthorizedBeforeAnyByteIsAsked()
    {
        var answer = await RawAsync($"PUT /dav/spaces/{Guid.NewGuid()}/file HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_BodyCutShort_IsNotAFile()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("personal", Stop);
        var credentials = client.Http.DefaultRequestHeaders.Authorization;
        await RawAsync(
            $"PUT /dav/spaces/{space}/cut.bin HTTP/1.1\r\nHost: localhost\r\nAuthorization: {credentials}\r\nContent-Length: 100\r\n\r\nonly this",
            halfClose: true);
        await RawAsync(
            $"PUT /dav/spaces/{space}/cut.bin HTTP/1.1\r\nHost: localhost\r\nAuthorization: {credentials}\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n",
            halfClose: true);

        Assert.DoesNotContain("cut.bin", (await client.ListAsync(DavClient.Url(space, ""), Stop)).Keys);
        using var whole = await client.PutAsync(DavClient.Url(space, "cut.bin"), "whole", Stop);
        Assert.Equal(HttpStatusCode.Created, whole.StatusCode);
    }

    private async Task ExpectAsync(HttpStatusCode status, string space, string path)
    {
        using var client = DavClient.Einstein(topology.App);

        using var put = await client.PutAsync(DavClient.Url(await client.SpaceAsync(space, Stop), path), "x", Stop);

        Assert.Equal(status, put.StatusCode);
        Assert.Equal("application/problem+json", put.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>HttpClient would tidy up the path before sending it.</summary>
    private async Task<HttpStatusCode> RawPutAsync(string target)
    {
        using var client = DavClient.Einstein(topology.App);
        var answer = await RawAsync(
            $"PUT {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {client.Http.DefaultRequestHeaders.Authorization}\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
        return (HttpStatusCode)int.Parse(answer.AsSpan(9, 3), provider: null);
    }

    private async Task<string> RawAsync(string request, bool halfClose = false)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var endpoint = topology.App.GetEndpoint("ocdav", "http");
        using var connection = new TcpClient();
        await connection.ConnectAsync(endpoint.Host, endpoint.Port, limit.Token);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        if (halfClose)
        {
            connection.Client.Shutdown(SocketShutdown.Send);
        }

        var buffer = new byte[4096];
        try
        {
            var read = await stream.ReadAsync(buffer, limit.Token);
            return Encoding.Latin1.GetString(buffer, 0, read);
        }
        catch (IOException exception) when (halfClose && exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // A request that is cut is ended without an answer, by a close or by a reset.
            return "";
        }
    }
}
