using Microsoft.AspNetCore.Http;

namespace UploadProcessing.Relay;

/// <summary>How a body is coded for its way (RFC 9112, 6.1), which is not what it is.</summary>
public static class TransferCodings
{
    /// <summary>Whether the body of <paramref name="request"/> is chunked at most. Kestrel takes <c>gzip, chunked</c> for chunked, and what
    /// it hands out then is still compressed: "A server that receives a request message with a transfer coding it does not understand
    /// SHOULD respond with 501".</summary>
    public static bool AreUnderstood(HttpRequest request)
    {
        var codings = request.Headers.TransferEncoding;
        return codings.Count == 0 || (codings.Count == 1 && string.Equals(codings[0], "chunked", StringComparison.OrdinalIgnoreCase));
    }
}
