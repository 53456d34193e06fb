using Microsoft.AspNetCore.Http;

namespace UploadProcessing.ServiceDefaults.Proxies;

/// <summary>The path that clients see before everything that is served here.</summary>
public static class PublicBase
{
    /// <summary>Escaped, without a slash at its end; empty where there is none. Begins every path of this service's own that is told to a client.</summary>
    public static string PublicPath(this HttpRequest request) => request.PathBase.ToUriComponent().TrimEnd('/');

    /// <summary>Puts it before the addresses that somebody behind this service has told as paths: they do not know it.</summary>
    /// <param name="response">The answer, before it begins.</param>
    /// <param name="fields">Fields that hold an address.</param>
    public static void PrefixPaths(this HttpResponse response, params ReadOnlySpan<string> fields)
    {
        ArgumentNullException.ThrowIfNull(response);
        foreach (var field in fields)
        {
            if (response.Headers[field] is [['/', ..] path])
            {
                response.Headers[field] = response.HttpContext.Request.PublicPath() + path;
            }
        }
    }
}
