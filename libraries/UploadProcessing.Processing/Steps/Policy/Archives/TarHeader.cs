using System.Buffers.Binary;
using System.Text;

namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>What precedes a file in a tar archive (POSIX.1-2017, pax, "ustar Interchange Format").</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Type">What it is, or what it says about the next.</param>
/// <param name="Size">Bytes that follow.</param>
/// <param name="Target">Of a link.</param>
internal sealed record TarHeader(string Name, char Type, long Size, string Target)
{
    /// <summary>Bytes of it; what follows is filled up to a multiple of it.</summary>
    public const int Length = 512;

    private const int Checksum = 148;

    /// <summary>Whether a file begins with one. Old ones have no magic number, but all have a checksum.</summary>
    public static async ValueTask<bool> IsAtStartAsync(IRandomBytes bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length < Length)
        {
            return false;
        }

        var record = new byte[Length];
        await bytes.ReadAsync(0, record, cancellationToken);
        return Parse(record) is not null;
    }

    /// <summary>Reads it.</summary>
    /// <returns>None when its checksum is not right.</returns>
    public static TarHeader? Parse(ReadOnlySpan<byte> record)
    {
        if (record.IndexOfAnyExcept((byte)0) < 0 || Octal(record.Slice(Checksum, 8)) != SumOf(record))
        {
            return null;
        }

        var prefix = record.Slice(257, 5).SequenceEqual("ustar"u8) && record[262] == 0 ? Text(record.Slice(345, 155)) : "";
        var name = Text(record[..100]);
        return new TarHeader(prefix.Length > 0 ? $"{prefix}/{name}" : name, (char)record[156], SizeOf(record.Slice(124, 12)), Text(record.Slice(157, 100)));
    }

    private static int SumOf(ReadOnlySpan<byte> record)
    {
        var sum = 8 * ' ';
        for (var index = 0; index < Length; index++)
        {
            sum += index is >= Checksum and < Checksum + 8 ? 0 : record[index];
        }

        return sum;
    }

    // Large ones are binary, with the highest bit set (GNU and star).
    private static long SizeOf(ReadOnlySpan<byte> field) => (field[0] & 0x80) != 0 ? BinaryPrimitives.ReadInt64BigEndian(field[4..]) : Octal(field);

    private static long Octal(ReadOnlySpan<byte> field)
    {
        var number = 0L;
        foreach (var digit in Encoding.Latin1.GetString(field).Trim(' ', '\0'))
        {
            if (digit is < '0' or > '7')
            {
                return -1;
            }

            number = (number * 8) + (digit - '0');
        }

        return number;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.Latin1.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);
}
