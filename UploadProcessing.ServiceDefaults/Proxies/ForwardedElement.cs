using System.Net;

namespace UploadProcessing.ServiceDefaults.Proxies;

/// <summary>What one proxy says in <c>Forwarded</c> (RFC 7239, 4).</summary>
/// <param name="For">Who asked it; null when it does not say, or says a name of its own invention.</param>
/// <param name="Proto">By which scheme; null when it does not say.</param>
/// <param name="Host">With which <c>Host</c>; null when it does not say.</param>
internal sealed record ForwardedElement(IPAddress? For, string? Proto, string? Host);
