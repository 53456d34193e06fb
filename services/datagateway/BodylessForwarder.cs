using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Relay;
using UploadProcessing.ServiceDefaults.Telemetry;

namespace UploadProcessing.DataGateway;

/// <summary>Forwards requests without a body: downloads, offsets, terminations.</summary>
/// <remarks>A client of its own, not from a factory: what a factory's defaults add (resilience, above all) must never get here.</remarks>
internal sealed class BodylessForwarder(IOptions<RelayOptions> options, TimeProvider time, ILogger<BodylessForwarder> logger) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        MaxResponseHeadersLength = options.Value.MaxResponseHeadSize / 1024,
        // As Kestrel has read them, and will write them.
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    });

    /// <summary>Passes the answer on; <c>false</c> when there was none and nothing has been written.</summary>
    public async Task<bool> TryForwardAsync(
        HttpContext context, Transfer transfer, CancellationToken cancellationToken, int blockSize = TargetDownload.LargeBlock)
    {
        try
        {
            using var request = Request(context.Request, transfer);
            using var download = new TargetDownload(options.Value, time, cancellationToken);
            using var answer = await download.SendAsync(token => _client.SendAsync(request, token));
            CopyHead(answer, context);
            await download.CopyBodyAsync(answer, context.Response.Body, blockSize);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.ClientGone();
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or TimeoutException)
        {
            logger.DataProviderFailed((exception as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown);
            if (!context.Response.HasStarted)
            {
                context.Response.Clear();
                return false;
            }

            // A cut download must not look like a whole one.
            context.Abort();
            return true;
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Request(HttpRequest client, Transfer transfer)
    {
        var request = new HttpRequestMessage(new HttpMethod(client.Method), transfer.Address);
        foreach (var (name, values) in client.Headers)
        {
            if (!IsOurs(name) && !HopByHopHeaders.Contains(client.Headers, name) && !ForwardTransfer.Withheld.Contains(name))
            {
                // Content-* describe a body that is not passed on; HttpClient takes none of them here.
                request.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        request.SetUrlTemplate(transfer.Template);
        request.Headers.TryAddWithoutValidation(TransferToken.HeaderName, transfer.Jwt);
        return request;
    }

    // The client of the framework sets these; it would keep the caller's trace context if it found it.
    private static bool IsOurs(string name) =>
        name.Equals("Host", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Expect", StringComparison.OrdinalIgnoreCase)
        || (Activity.Current is not null && DistributedContextPropagator.Current.Fields.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static void CopyHead(HttpResponseMessage answer, HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        var connection = new HeaderDictionary { ["Connection"] = answer.Headers.Connection.ToArray() };
        foreach (var (name, values) in answer.Headers.NonValidated)
        {
            if (!HopByHopHeaders.Contains(connection, name) && !name.Equals("Trailer", StringComparison.OrdinalIgnoreCase))
            {
                response.Headers[name] = values.ToArray();
            }
        }

        foreach (var (name, values) in answer.Content.Headers.NonValidated)
        {
            response.Headers[name] = values.ToArray();
        }
    }
}

internal static class BodylessForwarderRegistration
{
    /// <summary>Registers what forwards requests without a body, those that stay open among them.</summary>
    public static IServiceCollection AddBodylessForwarder(this IServiceCollection services) =>
        services.AddSingleton<BodylessForwarder>().AddSingleton<WatchForwarder>();
}
