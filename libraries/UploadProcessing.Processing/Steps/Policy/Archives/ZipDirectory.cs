using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Reads the directory of a ZIP archive one member at a time: <see cref="System.IO.Compression.ZipArchive"/> reads all of them into memory,
/// however many there are.</summary>
internal static class ZipDirectory
{
    private const int FixedLength = 46;

    /// <summary>The members.</summary>
    /// <exception cref="InvalidDataException">It is none, or there are more or fewer than it says.</exception>
    public static async IAsyncEnumerable<ZipEntry> ReadAsync(IRandomBytes bytes, ZipEnd end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var record = new byte[FixedLength];
        var position = end.Start;
        for (var number = 0L; number < end.Entries; number++)
        {
            await bytes.ReadAsync(position, record, cancellationToken);
            var texts = new byte[Number16(record, 28) + Number16(record, 30)];
            await bytes.ReadAsync(position + FixedLength, texts, cancellationToken);
            position += FixedLength + texts.Length + Number16(record, 32);
            if (Number32(record, 0) != 0x02014b50 || position > end.Start + end.Size)
            {
                throw new InvalidDataException("The directory has fewer members than it says.");
            }

            yield return EntryOf(record, texts, end.Shift);
        }

        if (position != end.Start + end.Size)
        {
            throw new InvalidDataException("The directory has more members than it says.");
        }
    }

    private static ZipEntry EntryOf(byte[] record, byte[] texts, long shift)
    {
        var nameLength = Number16(record, 28);
        long compressed = Number32(record, 20), unpacked = Number32(record, 24), offset = Number32(record, 42);
        var long64 = new Zip64Numbers(texts.AsSpan(nameLength));
        // In this order, and only those that do not fit (4.5.3).
        unpacked = unpacked == uint.MaxValue ? long64.Next() : unpacked;
        compressed = compressed == uint.MaxValue ? long64.Next() : compressed;
        offset = offset == uint.MaxValue ? long64.Next() : offset;
        return new ZipEntry(
            ZipNames.Of(texts.AsSpan(0, nameLength), texts.AsSpan(nameLength, Number16(record, 30))), Number16(record, 8), Number16(record, 10), compressed, unpacked, Number32(record, 38), checked(offset + shift));
    }

    private static ushort Number16(ReadOnlySpan<byte> record, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(record[offset..]);

    private static uint Number32(ReadOnlySpan<byte> record, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(record[offset..]);
}
