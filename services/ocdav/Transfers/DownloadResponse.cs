using System.Net;
using System.Net.Http.Headers;
using Microsoft.Net.Http.Headers;
using UploadProcessing.Relay;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>Passes a dataprovider's answer on.</summary>
internal static class DownloadResponse
{
    // This server's own to say, or announcing what is not passed on.
    private static readonly HashSet<string> Withheld = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Server, HeaderNames.Date, HeaderNames.Trailer,
    };

    public static async Task PassOnAsync(HttpResponseMessage answer, HttpContext context, TargetDownload download)
    {
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        var connection = new HeaderDictionary { [HeaderNames.Connection] = answer.Headers.Connection.ToArray() };
        CopyHeaders(answer.Headers.NonValidated, connection, response);
        CopyHeaders(answer.Content.Headers.NonValidated, connection, response);

        // Kestrel refuses a length where no body may follow.
        response.ContentLength = response.StatusCode is StatusCodes.Status304NotModified or StatusCodes.Status204NoContent
            ? null
            : answer.Content.Headers.ContentLength;
        if (!HttpMethods.IsHead(context.Request.Method) && answer.StatusCode is not HttpStatusCode.NotModified)
        {
            await download.CopyBodyAsync(answer, response.Body);
        }
    }

    private static void CopyHeaders(HttpHeadersNonValidated headers, HeaderDictionary connection, HttpResponse response)
    {
        foreach (var (name, values) in headers)
        {
            if (!Withheld.Contains(name) && !HopByHopHeaders.Contains(connection, name))
            {
                response.Headers[name] = values.ToArray();
            }
        }
    }
}
