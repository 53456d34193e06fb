using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Relay;
using UploadProcessing.ServiceDefaults.Telemetry;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>Reads a file's bytes from a dataprovider. Made by hand, not by the client factory: nothing that retries can ever get in between.</summary>
internal sealed class DownloadClient(IOptions<RelayOptions> options) : IDisposable
{
    // The dataprovider decides about ranges and conditions; it has the etag and the length.
    private static readonly string[] PassedOn =
    [
        HeaderNames.Range, HeaderNames.IfRange, HeaderNames.IfMatch, HeaderNames.IfNoneMatch,
        HeaderNames.IfModifiedSince, HeaderNames.IfUnmodifiedSince,
    ];

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = options.Value.MaxResponseHeadSize / 1024,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        // As Kestrel has read them.
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    })
    {
        // Covers the time until the headers have come; the body's silences are TargetDownload's.
        Timeout = TimeSpan.FromSeconds(60),
    };

    public Task<HttpResponseMessage> SendAsync(HttpRequest request, TransferGrant grant, Uri address, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethods.IsHead(request.Method) ? HttpMethod.Head : HttpMethod.Get, address);
        message.SetUrlTemplate(TransferEndpoint.Data);
        message.Headers.TryAddWithoutValidation(TransferToken.HeaderName, grant.Token);
        foreach (var name in PassedOn)
        {
            if (request.Headers.TryGetValue(name, out var values))
            {
                message.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
