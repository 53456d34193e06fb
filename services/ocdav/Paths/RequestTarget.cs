using Microsoft.AspNetCore.Http.Features;

namespace UploadProcessing.Ocdav.Paths;

/// <summary>The path of a request exactly as it stood on the request line.</summary>
internal static class RequestTarget
{
    public static string RawPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

        // "To allow for transition to the absolute-form for all requests in some future version of HTTP, a server MUST accept the
        // absolute-form in requests" (RFC 9112, 3.2.2).
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && !target.StartsWith('/'))
        {
            var path = target.IndexOf('/', scheme + 3);
            target = path < 0 ? "/" : target[path..];
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }

    /// <summary>Whether a segment is <c>.</c> or <c>..</c>, escaped or not. Clients remove those before they send (RFC 3986, 5.2.4).</summary>
    public static bool HasDotSegment(string rawPath)
    {
        foreach (var range in rawPath.AsSpan().Split('/'))
        {
            // "%2e%2E" is the longest way to write one.
            var segment = rawPath.AsSpan()[range];
            if (segment.Length is > 0 and <= 6 && Uri.UnescapeDataString(segment) is "." or "..")
            {
                return true;
            }
        }

        return false;
    }
}
