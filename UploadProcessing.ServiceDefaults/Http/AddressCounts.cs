using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>How much each address has under way: connections of its own, and requests through proxies.</summary>
internal sealed class AddressCounts(IOptions<HttpLimits> limits)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    /// <summary>Runs <paramref name="work"/>, or <paramref name="refuse"/> when the address has enough.</summary>
    public async Task RunAsync(IPAddress? remote, Func<Task> work, Func<Task> refuse)
    {
        var limit = limits.Value.MaxConnectionsPerAddress;
        if (limit == 0 || remote is null)
        {
            await work();
            return;
        }

        var address = NetworkOf(remote);
        try
        {
            await (_open.AddOrUpdate(address, 1, static (_, count) => count + 1) <= limit ? work() : refuse());
        }
        finally
        {
            Leave(address);
        }
    }

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
