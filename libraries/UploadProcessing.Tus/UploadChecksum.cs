using System.Security.Cryptography;

namespace UploadProcessing.Tus;

/// <summary>The value of <c>Upload-Checksum</c>: what the body of one request must hash to.</summary>
public sealed class UploadChecksum
{
    /// <summary>The header's, or trailer's, name.</summary>
    public const string HeaderName = "Upload-Checksum";

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

    /// <summary>Reads a header's value.</summary>
    /// <remarks>"The Upload-Checksum request header contains information about the checksum of the current body payload. The header
    /// MUST consist of the name of the used checksum algorithm and the Base64 encoded checksum separated by a space."</remarks>
    /// <param name="value">One header's value, without the white space around it.</param>
    /// <param name="checksum">What it says, when the result is null.</param>
    /// <returns>Null, or why it is refused.</returns>
    public static ChecksumError? Parse(ReadOnlySpan<char> value, out UploadChecksum? checksum)
    {
        checksum = null;
        var space = value.IndexOf(' ');
        if (space <= 0)
        {
            return ChecksumError.Malformed;
        }

        // The name first: a client that uses an algorithm from the future learns that, and not that its digest's length is odd.
        if (!ChecksumAlgorithm.TryFind(value[..space], out var algorithm))
        {
            return ChecksumError.UnsupportedAlgorithm;
        }

        // Convert skips white space inside of Base64, the clause has one space only; hence the check for a second one.
        var encoded = value[(space + 1)..];
        var digest = new byte[algorithm.DigestLength];
        if (encoded.ContainsAny(" \t\r\n")
            || encoded.Length != (algorithm.DigestLength + 2) / 3 * 4
            || !Convert.TryFromBase64Chars(encoded, digest, out var written)
            || written != algorithm.DigestLength)
        {
            return ChecksumError.Malformed;
        }

        checksum = new UploadChecksum(algorithm, digest);
        return null;
    }

    /// <summary>Whether <paramref name="digest"/> is the one the client sent; compared in constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(_digest, digest);

    /// <summary>The header's value.</summary>
    public override string ToString() => $"{Algorithm.Name} {Convert.ToBase64String(_digest)}";
}
