using System.Net;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Proxies;

/// <summary>Whose word about a request's origin is taken.</summary>
internal sealed class KnownProxies(IOptions<ProxyOptions> options)
{
    public IReadOnlyList<IPNetwork> Networks { get; } = [.. options.Value.Known.Select(text => Read(text) ?? throw new FormatException(text))];

    public bool Any => Networks.Count > 0;

    public bool Contains(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && Networks.Any(network => network.Contains(plain));
    }

    /// <summary>An address is a network of one.</summary>
    public static IPNetwork? Read(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : null;
}
