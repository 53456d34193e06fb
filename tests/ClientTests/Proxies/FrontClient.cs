using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using UploadProcessing.TestSupport;

namespace ClientTests.Proxies;

/// <summary>einstein as a client who knows the front only, and takes every Location as it is given.</summary>
internal sealed class FrontClient : IDisposable
{
    private readonly Front _front;

    public FrontClient(Front front)
    {
        _front = front;
        Http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
#pragma warning disable CA2262 // In kilobytes, and meant: a HEAD of a final upload has as long a line as its creation.
            MaxResponseHeadersLength = 256,
#pragma warning restore CA2262
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => front.Certificate.Is(certificate) },
        })
        {
            BaseAddress = front.Url,
            DefaultRequestHeaders = { Authorization = new("Basic", Convert.ToBase64String("einstein:relativity"u8)) },
        };
    }

    public HttpClient Http { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Creates an upload; returns where it is.</summary>
    /// <param name="folder">Below the front, without a slash before it.</param>
    /// <param name="name">The file's.</param>
    /// <param name="length">Bytes.</param>
    public async Task<Uri> CreateAsync(string folder, string name, long length)
    {
        using var created = await SendAsync(
            HttpMethod.Post, new Uri(_front.Url, folder), null, ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)),
            ("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return LocationOf(created);
    }

    /// <summary>Bytes of a pattern from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public async Task<HttpStatusCode> PatchAsync(Uri upload, long length, int seed, long from, long to)
    {
        await using var pattern = new PatternStream(length, seed) { Position = from };
        var bytes = new byte[to - from];
        await pattern.ReadExactlyAsync(bytes, Stop);
        using var patched = await SendAsync(
            HttpMethod.Patch, upload, new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } },
            ("Upload-Offset", from.ToString(CultureInfo.InvariantCulture)));
        return patched.StatusCode;
    }

    public async Task<long> OffsetAsync(Uri upload)
    {
        using var head = await SendAsync(HttpMethod.Head, upload, null);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        return long.Parse(head.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    /// <summary>One request of TUS; the credentials go along, as desktop clients send them.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri url, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content, Headers = { { "Tus-Resumable", "1.0.0" } } };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
    }

    public async Task<string> Sha256Async(Uri file)
    {
        await using var content = await Http.GetStreamAsync(file, Stop);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, Stop));
    }

    /// <summary>Resolved as RFC 9110, 10.2.2 has it: against the address of the request.</summary>
    public static Uri LocationOf(HttpResponseMessage answer) => new(answer.RequestMessage!.RequestUri!, answer.Headers.Location!);

    public void Dispose() => Http.Dispose();
}
