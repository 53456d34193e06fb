using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace UploadProcessing.Ocdav.Authentication;

/// <summary>Remembers for minutes which password matched which hash, because finding out costs 0.2 s and clients send it with every request.</summary>
/// <remarks>Kept are only keyed digests under a key that dies with the process: a memory dump holds nothing that could be guessed against
/// faster than the hash itself. The stored hash is part of what is digested, so a new password makes the old entry unfindable.</remarks>
internal sealed class VerifiedPasswords(IOptions<SignInOptions> options, TimeProvider time)
{
    // One entry per user and password change; reached only by a very large installation, which then verifies more often.
    private const int Capacity = 10_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>Whether it is remembered, which a use renews: who is at work is not verified again, and so not refused for the failures of
    /// somebody else behind the same address.</summary>
    public bool Contains(UserEntry user, string password)
    {
        var digest = Digest(user, password);
        var now = time.GetUtcNow();
        if (!_until.TryGetValue(digest, out var until) || until <= now)
        {
            return false;
        }

        // Not added again if it has just been removed: the table stays bounded.
        _until.TryUpdate(digest, now + options.Value.RememberFor, until);
        return true;
    }

    public void Add(UserEntry user, string password)
    {
        var now = time.GetUtcNow();
        if (_until.Count >= Capacity)
        {
            foreach (var entry in _until.Where(e => e.Value <= now))
            {
                _until.TryRemove(entry);
            }

            if (_until.Count >= Capacity)
            {
                _until.Clear();
            }
        }

        _until[Digest(user, password)] = now + options.Value.RememberFor;
    }

    private string Digest(UserEntry user, string password) =>
        // Base64 first and the name with its length: no two combinations read the same.
        Convert.ToBase64String(HMACSHA256.HashData(
            _key, Encoding.UTF8.GetBytes($"{user.PasswordHash}\0{user.Name.Length}\0{user.Name}\0{password}")));
}
