using System.Globalization;
using System.Net;
using System.Text;

namespace EndToEndTests.Uploads;

/// <summary>A client whose 201 was lost on the way asks again, with the key it made up: there is one upload, and one file.</summary>
public sealed class IdempotentCreationTests(Topology topology)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_AskedAgainWithTheSameKey_IsOneUpload()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        var key = Guid.NewGuid().ToString();
        var name = $"idempotent-{key}.txt";
        using var lost = await CreateAsync(client, space, name, key, "hel");

        using var again = await CreateAsync(client, space, name, key, "hel");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal("3", again.Headers.GetValues("Upload-Offset").Single());
        using var patch = new HttpRequestMessage(HttpMethod.Patch, again.Headers.Location)
        {
            Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Offset", "3" } },
            Content = Bytes("lo"),
        };
        using var patched = await client.Http.SendAsync(patch, Stop);

        Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);
        Assert.Equal("hello", await client.Http.GetStringAsync(DavClient.Url(space, name), Stop));
    }

    private static Task<HttpResponseMessage> CreateAsync(DavClient client, string space, string name, string key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/dav/spaces/{space}")
        {
            Headers =
            {
                { "Tus-Resumable", "1.0.0" },
                { "Upload-Length", 5.ToString(CultureInfo.InvariantCulture) },
                { "Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}" },
                { "Idempotency-Key", key },
            },
            Content = Bytes(body),
        };
        return client.Http.SendAsync(request, Stop);
    }

    private static ByteArrayContent Bytes(string text) =>
        new(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new("application/offset+octet-stream") } };
}
