using System.Buffers;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Hashes bytes while they pass: one fast digest of every blob, and the one checksum that the client asked for.</summary>
public sealed class PassingDigest : IDisposable
{
    private const int Block = 1 << 20;

    private readonly XxHash128 _digest = new();
    private readonly string? _algorithm;
    private readonly IncrementalHash? _checksum;
    private readonly Adler32? _adler;

    /// <summary>Begins.</summary>
    /// <param name="algorithm">One of <see cref="Checksum.Algorithms"/>; null when the client asked for none.</param>
    public PassingDigest(string? algorithm)
    {
        _algorithm = algorithm;
        _adler = algorithm == "adler32" ? new Adler32() : null;
        _checksum = algorithm is null or "adler32" ? null : IncrementalHash.CreateHash(NameOf(algorithm));
    }

    /// <summary>The blob's digest so far.</summary>
    public Checksum Digest => new("xxh128", Convert.ToHexStringLower(_digest.GetCurrentHash()));

    /// <summary>The client's checksum so far, or null.</summary>
    public Checksum? Checksum => _algorithm is null
        ? null
        : new Checksum(_algorithm, Convert.ToHexStringLower(_adler?.Hash() ?? _checksum!.GetCurrentHash()));

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySequence<byte> bytes)
    {
        foreach (var block in bytes)
        {
            _digest.Append(block.Span);
            _checksum?.AppendData(block.Span);
            _adler?.Append(block.Span);
        }
    }

    /// <summary>Takes a stream to its end.</summary>
    public async ValueTask AppendAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(0, Block), cancellationToken)) > 0)
            {
                Append(new ReadOnlySequence<byte>(buffer, 0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _checksum?.Dispose();

#pragma warning disable CA5350, CA5351 // The client chose the algorithm; it guards against accidents, not attackers.
    private static HashAlgorithmName NameOf(string algorithm) => algorithm switch
    {
        "sha1" => HashAlgorithmName.SHA1,
        "sha256" => HashAlgorithmName.SHA256,
        "sha512" => HashAlgorithmName.SHA512,
        "md5" => HashAlgorithmName.MD5,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
    };
#pragma warning restore CA5350, CA5351
}
