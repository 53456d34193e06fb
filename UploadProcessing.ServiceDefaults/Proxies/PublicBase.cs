using Microsoft.AspNetCore.Http;

namespace UploadProcessing.ServiceDefaults.Proxies;

/// <summary>The path that clients see before everything that is served here.</summary>
public static class PublicBase
{
    /// <summary>Escaped, without a slash at its end; empty where there is none. Begins every path of this service's own that is told to a client.</summary>
    public static string PublicPath(this HttpRequest request) => request.PathBase.ToUriComponent().TrimEnd('/');
}
