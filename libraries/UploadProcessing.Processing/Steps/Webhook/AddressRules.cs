using System.Net;
using System.Net.Sockets;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>Which addresses are the internet's: a webhook must not reach what only this machine or its network can.</summary>
/// <remarks>The registries of special-purpose addresses of IANA (RFC 6890 and what was added to them since). In doubt an address is none of the
/// internet's: nobody has a receiver at one that is reserved.</remarks>
internal static class AddressRules
{
    private static readonly IPNetwork[] Special4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),           // this host; Linux connects 0.0.0.0 to itself
        IPNetwork.Parse("10.0.0.0/8"),          // private
        IPNetwork.Parse("100.64.0.0/10"),       // shared with a provider's NAT; some clouds' metadata is here, too
        IPNetwork.Parse("127.0.0.0/8"),         // loopback
        IPNetwork.Parse("168.63.129.16/32"),    // the host below a virtual machine of Azure; public by its number only
        IPNetwork.Parse("169.254.0.0/16"),      // link-local; 169.254.169.254 gives a cloud's credentials away
        IPNetwork.Parse("172.16.0.0/12"),       // private
        IPNetwork.Parse("192.0.0.0/24"),        // protocol assignments
        IPNetwork.Parse("192.0.2.0/24"),        // documentation
        IPNetwork.Parse("192.88.99.0/24"),      // 6to4 relays, withdrawn
        IPNetwork.Parse("192.168.0.0/16"),      // private
        IPNetwork.Parse("198.18.0.0/15"),       // benchmarks
        IPNetwork.Parse("198.51.100.0/24"),     // documentation
        IPNetwork.Parse("203.0.113.0/24"),      // documentation
        IPNetwork.Parse("224.0.0.0/4"),         // multicast
        IPNetwork.Parse("240.0.0.0/4"),         // reserved, broadcast among it
    ];

    // Outside of it: loopback, unique local, link-local, site-local, multicast, IPv4-compatible, and what is not given out yet.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special6 =
    [
        IPNetwork.Parse("2001::/23"),           // protocol assignments, Teredo's tunnels among them
        IPNetwork.Parse("2001:db8::/32"),       // documentation
        IPNetwork.Parse("2002::/16"),           // 6to4: an IPv4 address of any kind within
        IPNetwork.Parse("3fff::/20"),           // documentation
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether a connection to it leaves for the internet.</summary>
    public static bool IsPublic(IPAddress address) => address switch
    {
        { AddressFamily: AddressFamily.InterNetwork } => !IsIn(Special4, address),
        { AddressFamily: not AddressFamily.InterNetworkV6 } => false,
        { IsIPv4MappedToIPv6: true } => IsPublic(address.MapToIPv4()),
        // RFC 6052: where there is no IPv4, DNS gives such addresses for hosts that have nothing else.
        _ when Nat64.Contains(address) => IsPublic(new IPAddress(address.GetAddressBytes()[12..])),
        _ => Global6.Contains(address) && !IsIn(Special6, address) && !IsIsatap(address),
    };

    private static bool IsIn(IPNetwork[] networks, IPAddress address) => networks.Any(network => network.Contains(address));

    /// <summary>RFC 5214: a tunnel to the IPv4 address in the last four bytes, whatever the prefix.</summary>
    private static bool IsIsatap(IPAddress address) => address.GetAddressBytes()[8..12] is [0x00 or 0x02, 0x00, 0x5E, 0xFE];
}
