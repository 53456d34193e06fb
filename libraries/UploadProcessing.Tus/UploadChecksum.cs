using System.Security.Cryptography;

namespace UploadProcessing.Tus;

/// <summary>The value of <c>Upload-Checksum</c>: what the body of one request must hash to.</summary>
public sealed class UploadChecksum
{
    private readonly byte[] _digest;

    private UploadChecksum(ChecksumAlgorithm algorithm, byte[] digest)
    {
        Algorithm = algorithm;
        _digest = digest;
    }

    /// <summary>How the digest is made.</summary>
    public ChecksumAlgorithm Algorithm { get; }

    /// <summary>The digest, as long as the algorithm makes it.</summary>
    public ReadOnlySpan<byte> Digest => _digest;

    /// <summary>What a client sends along with bytes of this digest.</summary>
    /// <exception cref="ArgumentException">The digest is not as long as the algorithm makes it.</exception>
    public static UploadChecksum Of(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> digest)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        return digest.Length == algorithm.DigestLength
            ? new UploadChecksum(algorithm, digest.ToArray())
            : throw new ArgumentException($"A digest of {algorithm} has {algorithm.DigestLength} bytes.", nameof(digest));
    }

    /// <summary>Reads the checksum of a request, from its header fields or, when those have arrived, its trailer fields.</summary>
    /// <remarks>Clauses 26, 27 and 28. An algorithm that is not announced is a 400.</remarks>
    /// <returns>Null when none was sent.</returns>
    public static TusResult<UploadChecksum?> Read(TusRequestHeaders fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var field = fields.One(TusHeaders.UploadChecksum);
        if (field.Error is { } error)
        {
            return error;
        }

        if (field.Value is null)
        {
            return (UploadChecksum?)null;
        }

        var checksum = Parse(field.Value);
        return checksum.Error is { } refused ? refused : checksum.Value;
    }

    /// <summary>Reads a header's value.</summary>
    /// <remarks>"The Upload-Checksum request header contains information about the checksum of the current body payload. The header
    /// MUST consist of the name of the used checksum algorithm and the Base64 encoded checksum separated by a space."</remarks>
    /// <param name="value">One header's value, without the white space around it.</param>
    public static TusResult<UploadChecksum> Parse(ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        if (space <= 0)
        {
            return TusError.ChecksumMalformed;
        }

        // The name first: a client that uses an algorithm from the future learns that, and not that its digest's length is odd.
        if (!ChecksumAlgorithm.TryFind(value[..space], out var algorithm))
        {
            return TusError.ChecksumAlgorithmUnsupported;
        }

        // Convert skips white space inside of Base64, the clause has one space only; hence the check for a second one.
        var encoded = value[(space + 1)..];
        var digest = new byte[algorithm.DigestLength];
        if (encoded.ContainsAny(" \t\r\n")
            || encoded.Length != (algorithm.DigestLength + 2) / 3 * 4
            || !Convert.TryFromBase64Chars(encoded, digest, out var written)
            || written != algorithm.DigestLength)
        {
            return TusError.ChecksumMalformed;
        }

        return new UploadChecksum(algorithm, digest);
    }

    /// <summary>Null, or <see cref="TusError.ChecksumMismatch"/>; compared in constant time.</summary>
    /// <remarks>"Once the entire request has been received, the Server MUST verify the uploaded chunk against the provided checksum …
    /// the uploaded chunk MUST be discarded, and the upload and its offset MUST NOT be updated" (TUS 1.0.0, Checksum; clause 27).</remarks>
    public TusError? Verify(ReadOnlySpan<byte> digest) => Matches(digest) ? null : TusError.ChecksumMismatch;

    /// <summary>Whether <paramref name="digest"/> is the one the client sent; compared in constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(_digest, digest);

    /// <summary>The header's value.</summary>
    public override string ToString() => $"{Algorithm.Name} {Convert.ToBase64String(_digest)}";
}
