using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Uploads;

/// <summary>A client that takes silence for a broken connection, and asks again whenever it has heard nothing.</summary>
internal sealed class StubbornClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // A connection for every request: none is found dead later, so every fault is one that the client sees.
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, ActivityHeadersPropagator = null })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    private readonly Uri _ocdav;
    private readonly Uri _gateway;

    public StubbornClient(Uri ocdav, Uri gateway, AuthenticationHeaderValue? user) =>
        (_ocdav, _gateway, _http.DefaultRequestHeaders.Authorization) = (ocdav, gateway, user);

    /// <summary>Creates an upload; asked as often as it takes, it is one upload.</summary>
    /// <returns>Its URL, by way of this client's gateway.</returns>
    public async Task<Uri> CreateAsync(string space, string path, long length, byte[] first, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString();
        using var created = await AskAsync(
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(_ocdav, $"/dav/spaces/{space}"))
            {
                Headers =
                {
                    { "Tus-Resumable", "1.0.0" },
                    { "Upload-Length", length.ToString(CultureInfo.InvariantCulture) },
                    { "Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(path))}" },
                    { "Idempotency-Key", key },
                },
                Content = first.Length == 0 ? null : Body(new ByteArrayContent(first)),
            },
            cancellationToken);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return new Uri(_gateway, created.Headers.Location!.AbsolutePath);
    }

    /// <summary>Sends what is missing until nothing is; no offset that was once acknowledged may be lost.</summary>
    public async Task SendAsync(Uri upload, long length, int seed, CancellationToken cancellationToken)
    {
        var acknowledged = 0L;
        while (true)
        {
            using var head = await AskAsync(() => Request(HttpMethod.Head, upload), cancellationToken);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            var offset = Offset(head);
            Assert.True(offset >= acknowledged, $"{acknowledged} bytes were acknowledged, and now there are {offset}.");
            if (offset == length)
            {
                return;
            }

            using var patched = await TryAsync(() => Patch(upload, offset, length, seed), cancellationToken);
            acknowledged = patched is { StatusCode: HttpStatusCode.NoContent } ? Offset(patched) : offset;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> AskAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? answer = null;
        await Eventually.TrueAsync(
            async () => (answer = await TryAsync(request, cancellationToken)) is not null, Limit, () => $"There is no answer to {request()}.");
        return answer!;
    }

    private async Task<HttpResponseMessage?> TryAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = request();
            return await _http.SendAsync(message, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static HttpRequestMessage Patch(Uri upload, long offset, long length, int seed)
    {
        var rest = new PatternStream(length, seed) { Position = offset };
        var request = Request(HttpMethod.Patch, upload);
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        request.Content = Body(new StreamContent(rest) { Headers = { ContentLength = length - offset } });
        return request;
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri upload) => new(method, upload) { Headers = { { "Tus-Resumable", "1.0.0" } } };

    private static HttpContent Body(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return content;
    }

    private static long Offset(HttpResponseMessage answer) =>
        long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
}
