using Microsoft.AspNetCore.Http.Features;
using UploadProcessing.ServiceDefaults.Browsers;
using UploadProcessing.ServiceDefaults.Kestrel;
using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav;

/// <summary>Pages of other origins, and clients that cannot send every method.</summary>
internal static class Browsers
{
    // Beside TUS's: what is told about a file, which part of it this is, and when to ask again.
    private static readonly string[] OwnHeaders =
    [
        "OC-ETag", "OC-FileId", "OC-Perm", "OC-Checksum", "Last-Modified", "Progress-Location", "X-OC-Mtime", "Accept-Ranges", "Content-Range",
        "Retry-After",
    ];

    public static void AddBrowsers(this WebApplicationBuilder builder)
    {
        builder.AddBrowserAccess([.. TusCors.ExposedHeaders, .. OwnHeaders]);
        builder.Services.PrepareRequests(features =>
        {
            var request = features.GetRequiredFeature<IHttpRequestFeature>();
            var headers = new TusRequestHeaders(name => request.Headers[name]);
            // Of TUS only: WebDAV knows no such header, and what it does not know it must not act upon.
            if (request.Headers.ContainsKey(TusHeaders.TusResumable) && TusMethod.Effective(request.Method, headers) is { Error: null } meant)
            {
                request.Method = meant.Value;
            }
        });
    }

    /// <summary>Preflights come without credentials; so authentication, which the framework would put first by itself, follows.</summary>
    public static void UseBrowsers(this WebApplication app)
    {
        app.UseBrowserAccess();
        app.UseAuthentication();
        app.UseAuthorization();
    }
}
