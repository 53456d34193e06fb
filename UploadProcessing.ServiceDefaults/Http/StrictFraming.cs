using Microsoft.AspNetCore.Http;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>Refuses what Kestrel takes although two servers could read its end differently: that is how requests are smuggled.</summary>
internal static class StrictFraming
{
    /// <summary>Null, or why a request is refused.</summary>
    public static IResult? RefusalOf(HttpRequest request)
    {
        var codings = request.Headers.TransferEncoding;
        if (codings.Count == 0)
        {
            return null;
        }

        // "A server MAY reject a request that contains both Content-Length and Transfer-Encoding" (RFC 9112, 6.1). Kestrel goes by the
        // coding and keeps the length under another name.
        if (request.Headers.ContainsKey("X-Content-Length"))
        {
            return Results.Problem("The body has a length and a transfer coding; send one of them.", statusCode: StatusCodes.Status400BadRequest);
        }

        // "A server ... that receives an HTTP/1.0 message containing a Transfer-Encoding header field MUST treat the message as if the
        // framing is faulty" (6.1).
        if (HttpProtocol.IsHttp10(request.Protocol))
        {
            return Results.Problem("HTTP/1.0 has no transfer codings.", statusCode: StatusCodes.Status400BadRequest);
        }

        // Kestrel takes "gzip, chunked" for chunked, and hands out what is still compressed: "A server that receives a request message with
        // a transfer coding it does not understand SHOULD respond with 501" (6.1).
        return codings is [{ } only] && only.Equals("chunked", StringComparison.OrdinalIgnoreCase)
            ? null
            : Results.Problem("The only transfer coding known here is chunked.", statusCode: StatusCodes.Status501NotImplemented);
    }
}
