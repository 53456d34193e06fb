using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>The checksum of a whole file: ownCloud's <c>OC-Checksum: SHA1:hex</c> or TUS's <c>Upload-Checksum: sha1 base64</c>.</summary>
internal static class ChecksumHeader
{
    private const string OcChecksum = "OC-Checksum";

    // Digits of each algorithm's hexadecimal form, by its name in CS3.
    private static readonly Dictionary<string, int> HexLengths = new(StringComparer.Ordinal)
    {
        ["sha1"] = 40, ["md5"] = 32, ["adler32"] = 8, ["sha256"] = 64, ["sha512"] = 128,
    };

    /// <summary>Reads whichever was sent into CS3's form, <c>sha1 hex</c>.</summary>
    /// <returns>Null, or what is wrong: a 400.</returns>
    public static string? Read(IHeaderDictionary headers, out string? checksum)
    {
        checksum = null;
        string? fromTus = null;
        var error = headers.TryGetValue(OcChecksum, out var oc) ? ReadOc(oc.ToString(), out checksum) : null;
        error ??= headers.TryGetValue(UploadChecksum.HeaderName, out var tus) ? ReadTus(tus.ToString(), out fromTus) : null;
        if (error is null && checksum is not null && fromTus is not null && checksum != fromTus)
        {
            return $"{OcChecksum} and {UploadChecksum.HeaderName} disagree; send one of them.";
        }

        checksum ??= fromTus;
        return error;
    }

    private static string? ReadOc(string value, out string? checksum)
    {
        checksum = null;
        var parts = value.Trim().Split(':');
        // The algorithm is upper case by custom only.
        var algorithm = parts[0].ToLowerInvariant();
        if (parts.Length != 2 || !HexLengths.TryGetValue(algorithm, out var length))
        {
            return $"{OcChecksum} is not one of SHA1, MD5, ADLER32, SHA256 or SHA512, a colon, and the digest in hexadecimal digits.";
        }

        if (parts[1].Length != length || !parts[1].All(char.IsAsciiHexDigit))
        {
            return $"{OcChecksum} does not hold the {length} hexadecimal digits of its algorithm.";
        }

        checksum = $"{algorithm} {parts[1].ToLowerInvariant()}";
        return null;
    }

    private static string? ReadTus(string value, out string? checksum)
    {
        checksum = null;
        switch (UploadChecksum.Parse(value, out var parsed))
        {
            case null:
                checksum = $"{parsed!.Algorithm.Name} {Convert.ToHexStringLower(parsed.Digest)}";
                return null;
            case ChecksumError.UnsupportedAlgorithm:
                return $"{UploadChecksum.HeaderName} names none of {string.Join(", ", ChecksumAlgorithm.All)}.";
            default:
                return $"{UploadChecksum.HeaderName} is not an algorithm, one space and the digest in Base64.";
        }
    }
}
