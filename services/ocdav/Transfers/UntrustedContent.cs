using Microsoft.Net.Http.Headers;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>What keeps an uploaded page from running in this site's origin, with this site's credentials.</summary>
internal static class UntrustedContent
{
    public static void Contain(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
    }

    /// <summary>To be saved, not shown (RFC 6266).</summary>
    public static void Attach(HttpResponse response, string fileName)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = disposition.ToString();
    }
}
