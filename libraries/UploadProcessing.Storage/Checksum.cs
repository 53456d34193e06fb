using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace UploadProcessing.Storage;

/// <summary>A digest with its algorithm; as text <c>{algorithm} {hex}</c>, both in lower case.</summary>
/// <param name="Algorithm">One of <see cref="Algorithms"/>, or that of the blob digest.</param>
/// <param name="Hex">The value.</param>
public sealed record Checksum(string Algorithm, string Hex)
{
    /// <summary>What a client may ask for.</summary>
    public static IReadOnlyList<string> Algorithms { get; } = ["sha1", "sha256", "sha512", "md5", "adler32"];

    /// <summary>Reads a checksum that a client may ask for: a known algorithm and as many digits as it has.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Checksum? checksum)
    {
        checksum = text?.ToLowerInvariant().Split(' ') is [var algorithm, var hex]
            && hex.Length == 2 * Length(algorithm) && hex.All(char.IsAsciiHexDigitLower)
                ? new Checksum(algorithm, hex)
                : null;
        return checksum is not null;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Checksum Parse(string text) => text.Split(' ') is [var algorithm, var hex]
        ? new Checksum(algorithm, hex)
        : throw new FormatException($"'{text}' is not '<algorithm> <hex>'.");

    /// <inheritdoc/>
    public override string ToString() => $"{Algorithm} {Hex}";

    private static int Length(string algorithm) => algorithm switch
    {
        "sha1" => SHA1.HashSizeInBytes,
        "sha256" => SHA256.HashSizeInBytes,
        "sha512" => SHA512.HashSizeInBytes,
        "md5" => MD5.HashSizeInBytes,
        "adler32" => sizeof(uint),
        _ => -1,
    };
}
