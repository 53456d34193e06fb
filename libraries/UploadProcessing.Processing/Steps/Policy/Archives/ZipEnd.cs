using System.Buffers.Binary;

namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Where the directory of a ZIP archive is. Numbers of sections are those of APPNOTE.TXT.</summary>
/// <param name="Entries">How many members there are, it says.</param>
/// <param name="Start">Where the directory begins.</param>
/// <param name="Size">Bytes of it.</param>
/// <param name="Shift">How much is before the archive, such as a program that unpacks it; offsets do not count it.</param>
internal readonly record struct ZipEnd(long Entries, long Start, long Size, long Shift)
{
    private const int Length = 22, Length64 = 56, LocatorLength = 20, LongestComment = ushort.MaxValue;

    /// <summary>Finds it.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static async ValueTask<ZipEnd> FindAsync(IRandomBytes bytes, CancellationToken cancellationToken)
    {
        var tail = new byte[Math.Min(bytes.Length, Length + LongestComment)];
        await bytes.ReadAsync(bytes.Length - tail.Length, tail, cancellationToken);
        var place = PlaceIn(tail) ?? throw new InvalidDataException("There is no directory.");
        var end = tail.AsMemory(place);
        var at = bytes.Length - tail.Length + place;
        var classic = new ZipEnd(Number16(end, 10), Number32(end, 16), Number32(end, 12), 0);
        var (found, endsAt) = classic is { Entries: ushort.MaxValue } or { Start: uint.MaxValue } or { Size: uint.MaxValue }
            ? await Find64Async(bytes, at, cancellationToken) ?? (classic, at)
            : (classic, at);
        var shift = endsAt - found.Size - found.Start;
        return shift >= 0 && found is { Size: >= 0, Start: >= 0 }
            ? found with { Start = found.Start + shift, Shift = shift }
            : throw new InvalidDataException("The directory is not where it should be.");
    }

    /// <summary>Whether there is one, whatever the file begins with.</summary>
    public static async ValueTask<bool> IsThereAsync(IRandomBytes bytes, CancellationToken cancellationToken)
    {
        var tail = new byte[Math.Min(bytes.Length, Length + LongestComment)];
        await bytes.ReadAsync(bytes.Length - tail.Length, tail, cancellationToken);
        return PlaceIn(tail) is not null;
    }

    // The last one whose comment ends with the file (4.3.16), as most programs look for it.
    private static int? PlaceIn(ReadOnlySpan<byte> tail)
    {
        for (var place = tail.Length - Length; place >= 0; place--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail[place..]) == 0x06054b50
                && place + Length + BinaryPrimitives.ReadUInt16LittleEndian(tail[(place + 20)..]) <= tail.Length)
            {
                return place;
            }
        }

        return null;
    }

    // 4.3.15 says where 4.3.14 is.
    private static async ValueTask<(ZipEnd End, long At)?> Find64Async(IRandomBytes bytes, long end, CancellationToken cancellationToken)
    {
        var locator = new byte[LocatorLength];
        if (end < LocatorLength)
        {
            return null;
        }

        await bytes.ReadAsync(end - LocatorLength, locator, cancellationToken);
        if (Number32(locator, 0) != 0x07064b50)
        {
            return null;
        }

        // Right before the locator, unless it has data of its own: then where the locator says.
        var record = new byte[Length64];
        foreach (var at in new[] { end - LocatorLength - Length64, Number64(locator, 8) })
        {
            if (at >= 0 && at + Length64 <= end)
            {
                await bytes.ReadAsync(at, record, cancellationToken);
                if (Number32(record, 0) == 0x06064b50)
                {
                    return (new ZipEnd(Number64(record, 32), Number64(record, 48), Number64(record, 40), 0), at);
                }
            }
        }

        throw new InvalidDataException("The directory's end is not where it should be.");
    }

    private static ushort Number16(ReadOnlyMemory<byte> record, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(record.Span[offset..]);

    private static uint Number32(ReadOnlyMemory<byte> record, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(record.Span[offset..]);

    private static long Number64(ReadOnlyMemory<byte> record, int offset) => BinaryPrimitives.ReadInt64LittleEndian(record.Span[offset..]);
}
