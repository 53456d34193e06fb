using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Proxies;

/// <summary>What the framework does not take from a proxy: <c>Forwarded</c>, and <c>X-Forwarded-Prefix</c> together with a path of our own.</summary>
internal sealed partial class ForwardedRequest(KnownProxies proxies, IOptions<ProxyOptions> options)
{
    private const string Prefix = "X-Forwarded-Prefix";
    private const string Forwarded = "Forwarded";

    /// <summary>Null, or why the request is refused.</summary>
    public IResult? Read(HttpContext context)
    {
        var peer = context.Connection.RemoteIpAddress;
        if (!proxies.Contains(peer))
        {
            return null;
        }

        context.Features.Set(new ThroughProxy());
        var request = context.Request;
        // Anything else would be another server in a Location: //host/path.
        if (request.Headers[Prefix] is [.., { } prefix] && PathPattern().IsMatch(prefix))
        {
            request.PathBase = new PathString(prefix.TrimEnd('/')).Add(request.PathBase);
        }

        if (options.Value.Header is not ForwardedBy.Forwarded || request.Headers[Forwarded] is not { Count: > 0 } lines)
        {
            return null;
        }

        if (ForwardedHeader.Parse(lines) is not { } elements)
        {
            return Results.Problem("The Forwarded header is malformed.", statusCode: StatusCodes.Status400BadRequest);
        }

        Apply(ForwardedOrigin.Of(peer!, elements, proxies.Contains), context);
        return null;
    }

    private static void Apply(ForwardedOrigin origin, HttpContext context)
    {
        context.Connection.RemoteIpAddress = origin.Address;
        if (origin.Proto is "http" or "https")
        {
            context.Request.Scheme = origin.Proto;
        }

        if (origin.Host is { } host && Uri.CheckHostName(new HostString(host).Host) is not UriHostNameType.Unknown)
        {
            context.Request.Host = new HostString(host);
        }
    }

    [GeneratedRegex(@"^(/[A-Za-z0-9._~-]+)+/?\z")]
    private static partial Regex PathPattern();
}

/// <summary>Marks a request that a known proxy has sent: the connection is the proxy's, whatever address the request has.</summary>
internal sealed record ThroughProxy;
