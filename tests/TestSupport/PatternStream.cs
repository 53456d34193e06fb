using System.Security.Cryptography;

namespace UploadProcessing.TestSupport;

/// <summary>Bytes that nobody stores: any number of them, the same for the same seed, and not compressible by a repeated block.</summary>
/// <remarks>Given to an upload as its content; hashing the same pattern again says what the download must be.</remarks>
public sealed class PatternStream : Stream
{
    private readonly long _length;
    private readonly ulong _seed;
    private long _position;

    /// <summary>Begins at the first byte.</summary>
    /// <param name="length">Bytes in all.</param>
    /// <param name="seed">Which bytes.</param>
    public PatternStream(long length, int seed)
    {
        _length = length;
        _seed = (ulong)seed + 1;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>SHA-256 of a whole pattern, in lower-case hexadecimal.</summary>
    public static async Task<string> Sha256Async(long length, int seed, CancellationToken cancellationToken)
    {
        await using var pattern = new PatternStream(length, seed);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(pattern, cancellationToken));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, _length - _position);
        for (var index = 0; index < count; index++)
        {
            // One multiplication a byte: mixes position and seed well enough that a shifted or repeated block changes the hash.
            var mixed = ((ulong)(_position + index) + _seed) * 0x9E3779B97F4A7C15;
            buffer[index] = (byte)(mixed >> 56);
        }

        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(buffer.Span));
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
