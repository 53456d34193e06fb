using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>Counts failures per user and address, and per address, so that passwords cannot be guessed at the speed of the network.</summary>
public sealed class FailedSignIns(IOptions<SignInOptions> options, TimeProvider time)
{
    // Names are the guesser's to choose, so the table is bounded; the address' own counter still stops who fills it.
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Failures> _counters = new(StringComparer.Ordinal);

    /// <summary>How long the two are refused from now on; null when they may try.</summary>
    public TimeSpan? RefusedFor(string user, IPAddress? address) =>
        Remaining(UserKey(user, address), options.Value.FailuresPerUser) ?? RefusedFor(address);

    /// <summary>How long the address is refused from now on, whoever it says it is; null when it may try.</summary>
    public TimeSpan? RefusedFor(IPAddress? address) => Remaining(AddressKey(address), options.Value.FailuresPerAddress);

    public void Add(string user, IPAddress? address)
    {
        Add(address);
        Count(UserKey(user, address), time.GetUtcNow());
    }

    /// <summary>A failure that names nobody.</summary>
    public void Add(IPAddress? address)
    {
        var now = time.GetUtcNow();
        if (_counters.Count >= Capacity)
        {
            Shrink(now);
        }

        Count(AddressKey(address), now);
    }

    public void Forget(string user, IPAddress? address) => _counters.TryRemove(UserKey(user, address), out _);

    private void Count(string key, DateTimeOffset now) => _counters.AddOrUpdate(
        key,
        _ => new Failures(1, now + options.Value.FailureWindow),
        (_, old) => old.Until <= now ? new Failures(1, now + options.Value.FailureWindow) : old with { Count = old.Count + 1 });

    private TimeSpan? Remaining(string key, int limit)
    {
        var now = time.GetUtcNow();
        return _counters.TryGetValue(key, out var failures) && failures.Until > now && failures.Count >= limit
            ? failures.Until - now
            : null;
    }

    private void Shrink(DateTimeOffset now)
    {
        foreach (var entry in _counters.Where(e => e.Value.Until <= now))
        {
            _counters.TryRemove(entry);
        }

        // Still full: single failures go, all at once so that this is rare; they are what a flood of invented names leaves behind.
        if (_counters.Count >= Capacity)
        {
            foreach (var entry in _counters.Where(e => e.Value.Count == 1))
            {
                _counters.TryRemove(entry);
            }
        }

        if (_counters.Count >= Capacity)
        {
            _counters.Clear();
        }
    }

    // Digested: a name may be as long as a header.
    private static string UserKey(string user, IPAddress? address) =>
        $"{AddressKey(address)} {Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(user)))}";

    // Of IPv6 the network: one machine has 2^64 addresses in it to choose from.
    public static string AddressKey(IPAddress? address) => address switch
    {
        null => "?",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    private readonly record struct Failures(int Count, DateTimeOffset Until);
}
