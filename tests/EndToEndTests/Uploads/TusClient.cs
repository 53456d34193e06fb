using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace EndToEndTests.Uploads;

/// <summary>One resumable upload, as an ordinary client makes it: created at ocdav, sent to wherever <c>Location</c> says.</summary>
public sealed class TusClient : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false });

    private TusClient(Uri location) => Location = location;

    public Uri Location { get; }

    public static async Task<TusClient> CreateAsync(DavClient dav, string space, string path, long length, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/dav/spaces/{space}")
        {
            Headers =
            {
                { "Tus-Resumable", "1.0.0" },
                { "Upload-Length", length.ToString(CultureInfo.InvariantCulture) },
                { "Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(path))}" },
            },
        };
        using var answer = await dav.Http.SendAsync(request, cancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return new TusClient(answer.Headers.Location!);
    }

    public Task<HttpResponseMessage> PatchAsync(long offset, string bytes, CancellationToken cancellationToken) =>
        PatchAsync(offset, new StringContent(bytes), cancellationToken);

    public async Task<HttpResponseMessage> PatchAsync(long offset, HttpContent content, CancellationToken cancellationToken)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        using var request = new HttpRequestMessage(HttpMethod.Patch, Location)
        {
            Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Offset", offset.ToString(CultureInfo.InvariantCulture) } },
            Content = content,
        };
        return await _http.SendAsync(request, cancellationToken);
    }

    public async Task<HttpResponseMessage> HeadAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Location) { Headers = { { "Tus-Resumable", "1.0.0" } } };
        return await _http.SendAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
