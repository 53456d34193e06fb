using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>Closes a connection of an address that has enough of them: nobody has signed in yet, so this is all there is to count by.</summary>
internal sealed class ConnectionsPerAddress(IOptions<HttpLimits> limits)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    public ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        var limit = limits.Value.MaxConnectionsPerAddress;
        if (limit == 0 || connection.RemoteEndPoint is not IPEndPoint remote)
        {
            await next(connection);
            return;
        }

        var address = NetworkOf(remote.Address);
        try
        {
            if (_open.AddOrUpdate(address, 1, static (_, count) => count + 1) <= limit)
            {
                await next(connection);
            }
        }
        finally
        {
            Leave(address);
        }
    };

    private void Leave(IPAddress address)
    {
        _open.AddOrUpdate(address, 0, static (_, count) => count - 1);
        // Only while it is still nothing; who came meanwhile is counted.
        _open.TryRemove(new(address, 0));
    }

    // Of IPv6 the network: one machine has 2^64 addresses in it to choose from.
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
