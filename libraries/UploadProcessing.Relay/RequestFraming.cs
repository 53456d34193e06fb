using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace UploadProcessing.Relay;

/// <summary>How the client framed its body, which is how it goes to the target.</summary>
/// <param name="Length">The declared length; <c>null</c> when the body is chunked.</param>
/// <param name="AwaitsContinue">Whether the client wants to be asked for the body (RFC 9110, 10.1.1).</param>
internal readonly record struct RequestFraming(long? Length, bool AwaitsContinue)
{
    public bool IsChunked => Length is null;

    public bool IsEmpty => Length == 0;

    // The server has already settled what the framing fields mean, contradictions included; reading them a second time could only
    // lead to another opinion, which is how requests are smuggled.
    public static RequestFraming Of(HttpRequest request)
    {
        var hasBody = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        var length = request.ContentLength ?? (hasBody ? null : 0);
        var expects = string.Equals(request.Headers.Expect, "100-continue", StringComparison.OrdinalIgnoreCase);
        return new(length, expects && length != 0);
    }
}
