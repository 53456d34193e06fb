using Microsoft.AspNetCore.Http.Features;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>How many bytes a request brings.</summary>
internal static class BodyLength
{
    /// <summary>HTTP/1.1 without Content-Length and Transfer-Encoding means no body; only then is an unstated length zero.</summary>
    public static long? Of(HttpContext context) =>
        context.Request.ContentLength ?? (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true ? null : 0);
}
