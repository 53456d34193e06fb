using Microsoft.AspNetCore.Http.Features;

namespace UploadProcessing.ServiceDefaults.Proxies;

/// <summary>Takes a configured path off a request before anybody looks at what it is about: routes, other preparations, the raw target.</summary>
internal sealed class ConfiguredPathBase(string pathBase)
{
    /// <summary>Both as it was sent and as the server read it: where the two differ, dot segments were in between.</summary>
    public void TakeOff(IFeatureCollection features)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        if (Below(request.Path) is { } path && Below(PathOf(request.RawTarget)) is { } target)
        {
            request.Path = path;
            request.RawTarget = target;
            request.PathBase = pathBase;
        }
    }

    // "A server MUST accept the absolute-form in requests" (RFC 9112, 3.2.2): what comes before its path, Kestrel has compared with Host.
    private static string PathOf(string target) =>
        target.IndexOf("://", StringComparison.Ordinal) is var scheme && scheme > 0 && !target.StartsWith('/')
            && target.IndexOf('/', scheme + 3) is var path && path > 0
                ? target[path..]
                : target;

    private string? Below(string path) =>
        !path.StartsWith(pathBase, StringComparison.Ordinal) ? null
        : path.Length == pathBase.Length ? "/"
        : path[pathBase.Length] switch { '/' => path[pathBase.Length..], '?' => "/" + path[pathBase.Length..], _ => null };
}
