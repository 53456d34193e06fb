namespace UploadProcessing.Tus;

/// <summary>What a whole file must hash to: ownCloud's clients send it in the metadata (<c>SHA1 hex</c>) or, with a PUT, in a header
/// of their own (<c>SHA1:hex</c>).</summary>
/// <remarks>No part of TUS. Beside the algorithms of <see cref="ChecksumAlgorithm"/> it may be Adler-32, which those clients use for
/// files and TUS does not know for chunks.</remarks>
public sealed record FileChecksum
{
    // Hexadecimal digits of each digest.
    private static readonly Dictionary<string, int> Lengths = ChecksumAlgorithm.All
        .Select(algorithm => KeyValuePair.Create(algorithm.Name, 2 * algorithm.DigestLength))
        .Append(KeyValuePair.Create("adler32", 8))
        .ToDictionary(StringComparer.Ordinal);

    private FileChecksum(string algorithm, string digest)
    {
        Algorithm = algorithm;
        Digest = digest;
    }

    /// <summary>Its name in lower case.</summary>
    public string Algorithm { get; }

    /// <summary>Hexadecimal digits in lower case.</summary>
    public string Digest { get; }

    /// <summary>The names of the algorithms.</summary>
    public static IReadOnlyCollection<string> Algorithms => Lengths.Keys;

    /// <summary>The same digest, as a file's.</summary>
    public static FileChecksum Of(UploadChecksum checksum)
    {
        ArgumentNullException.ThrowIfNull(checksum);
        return new FileChecksum(checksum.Algorithm.Name, Convert.ToHexStringLower(checksum.Digest));
    }

    /// <summary>Reads an algorithm, a separator and hexadecimal digits. The algorithm is upper case by custom only.</summary>
    public static TusResult<FileChecksum> Parse(ReadOnlySpan<char> value, char separator)
    {
        var at = value.IndexOf(separator);
        if (at <= 0)
        {
            return TusError.ChecksumMalformed;
        }

        var algorithm = value[..at].ToString().ToLowerInvariant();
        var digest = value[(at + 1)..];
        if (!Lengths.TryGetValue(algorithm, out var length))
        {
            return TusError.ChecksumAlgorithmUnsupported;
        }

        if (digest.Length != length || !IsHex(digest))
        {
            return TusError.ChecksumMalformed;
        }

        return new FileChecksum(algorithm, digest.ToString().ToLowerInvariant());
    }

    /// <summary>As CS3 has it: <c>sha1 0a4d…</c>.</summary>
    public override string ToString() => $"{Algorithm} {Digest}";

    private static bool IsHex(ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }
        }

        return true;
    }
}
