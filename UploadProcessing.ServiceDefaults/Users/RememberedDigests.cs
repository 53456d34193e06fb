using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>Remembers texts for a while without keeping them.</summary>
/// <remarks>Kept are only keyed digests under a key that dies with the process: a memory dump holds nothing that could be guessed against
/// faster than the hash itself.</remarks>
public sealed class RememberedDigests(TimeProvider time)
{
    // One entry per user and password; reached only by a very large installation, which then verifies more often.
    private const int Capacity = 10_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>Whether the text is remembered.</summary>
    /// <param name="text">What was added.</param>
    /// <param name="renewFor">From now on for how long, if it is; null: as long as before.</param>
    public bool Contains(string text, TimeSpan? renewFor = null)
    {
        var digest = Digest(text);
        var now = time.GetUtcNow();
        if (!_until.TryGetValue(digest, out var until) || until <= now)
        {
            return false;
        }

        if (renewFor is { } more)
        {
            // Not added again if it has just been removed: the table stays bounded.
            _until.TryUpdate(digest, now + more, until);
        }

        return true;
    }

    /// <summary>Remembers the text for that long.</summary>
    public void Add(string text, TimeSpan rememberFor)
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

        _until[Digest(text)] = now + rememberFor;
    }

    private string Digest(string text) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
