using System.Collections.Concurrent;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>Digests of uploads between two of their requests, so that bytes are hashed while they pass and need not be read again.</summary>
/// <remarks>Only a shortcut: what is not here, after a restart or among very many uploads, is hashed from the blob at the end.</remarks>
internal sealed class ResumedDigests : IDisposable
{
    // About a KiB each.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<UploadId, Kept> _kept = new();

    /// <summary>The digest of the first <paramref name="length"/> bytes; null when it is not known.</summary>
    public PassingDigest? Take(UploadSession session, long length)
    {
        if (length == 0)
        {
            Drop(session.Id);
            return new PassingDigest(session.Checksum?.Algorithm);
        }

        if (!_kept.TryRemove(session.Id, out var kept))
        {
            return null;
        }

        if (kept.Length == length)
        {
            return kept.Digest;
        }

        // Somebody else has written, or a chunk was dropped.
        kept.Digest.Dispose();
        return null;
    }

    /// <summary>Keeps the digest for the next request of the same upload.</summary>
    public void Keep(UploadId upload, PassingDigest digest, long length)
    {
        if (_kept.Count >= Most || !_kept.TryAdd(upload, new Kept(digest, length)))
        {
            digest.Dispose();
        }
    }

    /// <summary>Forgets an upload that has ended.</summary>
    public void Drop(UploadId upload)
    {
        if (_kept.TryRemove(upload, out var kept))
        {
            kept.Digest.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var kept in _kept.Values)
        {
            kept.Digest.Dispose();
        }
    }

    private readonly record struct Kept(PassingDigest Digest, long Length);
}
