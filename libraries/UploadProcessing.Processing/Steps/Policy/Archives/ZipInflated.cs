using System.Text;

namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>What a member of an archive is.</summary>
/// <param name="Start">Its first four bytes.</param>
/// <param name="Kept">All of it, when it was kept.</param>
internal sealed record ZipInflated(ReadOnlyMemory<byte> Start, IRandomBytes? Kept)
{
    private const int LongestTarget = 4096;

    /// <summary>What an archive with at least one member begins with.</summary>
    public static ReadOnlySpan<byte> Signature => "PK\u0003\u0004"u8;

    /// <summary>Whether it is one.</summary>
    public bool IsZip => Start.Span.SequenceEqual(Signature);

    /// <summary>Where a link leads; it would not be one if that were longer than paths are.</summary>
    /// <exception cref="InvalidDataException">It is.</exception>
    public async ValueTask<string> TextAsync(CancellationToken cancellationToken)
    {
        if (Kept is null or { Length: > LongestTarget })
        {
            throw new InvalidDataException("A link is longer than a path may be.");
        }

        var bytes = new byte[Kept.Length];
        await Kept.ReadAsync(0, bytes, cancellationToken);
        return Encoding.Latin1.GetString(bytes);
    }
}
