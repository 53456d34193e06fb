using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace UploadProcessing.Relay;

/// <summary>Fields that concern one connection only, and so end at every intermediary (RFC 9110, 7.6.1).</summary>
public static class HopByHopHeaders
{
    // Content-Length and Transfer-Encoding are here because each hop writes its own framing.
    private static readonly FrozenSet<string> Always = new[]
    {
        "Connection", "Content-Length", "HTTP2-Settings", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization",
        "Proxy-Connection", "TE", "Transfer-Encoding", "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the field <paramref name="name"/> of a message with these <paramref name="headers"/> must not be passed on:
    /// it is one of the well-known ones or is named in <c>Connection</c>.</summary>
    public static bool Contains(IHeaderDictionary headers, string name) =>
        Always.Contains(name) || NamedIn(headers.Connection, name);

    private static bool NamedIn(StringValues connection, string name)
    {
        foreach (var value in connection)
        {
            foreach (var option in value.AsSpan().Split(','))
            {
                if (value.AsSpan(option).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
