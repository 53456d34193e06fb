using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace UploadProcessing.Tus;

/// <summary>One algorithm of the TUS checksum extension, under the name that <c>Tus-Checksum-Algorithm</c> announces.</summary>
public sealed class ChecksumAlgorithm
{
    /// <summary>SHA-1. "The Server MUST support at least the SHA1 checksum algorithm identified by sha1."</summary>
    public static readonly ChecksumAlgorithm Sha1 = new("sha1", HashAlgorithmName.SHA1, SHA1.HashSizeInBytes);

    /// <summary>SHA-256.</summary>
    public static readonly ChecksumAlgorithm Sha256 = new("sha256", HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);

    /// <summary>SHA-512.</summary>
    public static readonly ChecksumAlgorithm Sha512 = new("sha512", HashAlgorithmName.SHA512, SHA512.HashSizeInBytes);

    /// <summary>MD5, against accidents only.</summary>
    public static readonly ChecksumAlgorithm Md5 = new("md5", HashAlgorithmName.MD5, MD5.HashSizeInBytes);

    private ChecksumAlgorithm(string name, HashAlgorithmName hash, int digestLength)
    {
        Name = name;
        Hash = hash;
        DigestLength = digestLength;
    }

    /// <summary>All of them, the preferred one first.</summary>
    public static IReadOnlyList<ChecksumAlgorithm> All { get; } = [Sha1, Sha256, Sha512, Md5];

    /// <summary>The name in headers: ASCII without upper case.</summary>
    public string Name { get; }

    /// <summary>The name .NET knows it by, for <see cref="IncrementalHash.CreateHash(HashAlgorithmName)"/>.</summary>
    public HashAlgorithmName Hash { get; }

    /// <summary>Bytes of a digest.</summary>
    public int DigestLength { get; }

    /// <summary>Finds an algorithm by its exact name.</summary>
    /// <remarks>"Each algorithm name MUST consist of ASCII characters with the modification that uppercase characters are excluded":
    /// <c>SHA1</c> is therefore no name of <see cref="Sha1"/>.</remarks>
    public static bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out ChecksumAlgorithm? algorithm)
    {
        foreach (var candidate in All)
        {
            if (name.SequenceEqual(candidate.Name))
            {
                algorithm = candidate;
                return true;
            }
        }

        algorithm = null;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
