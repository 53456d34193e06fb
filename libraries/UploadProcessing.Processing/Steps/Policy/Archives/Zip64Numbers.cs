using System.Buffers.Binary;

namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Numbers that do not fit in their fields stand in an extra field (4.5.3 of APPNOTE.TXT).</summary>
internal ref struct Zip64Numbers
{
    private ReadOnlySpan<byte> _numbers;

    public Zip64Numbers(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
            {
                return;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                _numbers = extra.Slice(4, length);
                return;
            }

            extra = extra[(4 + length)..];
        }
    }

    /// <summary>The next one.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is of no length.</exception>
    public long Next()
    {
        if (_numbers.Length < sizeof(long))
        {
            throw new InvalidDataException("A length is missing.");
        }

        var number = BinaryPrimitives.ReadInt64LittleEndian(_numbers);
        _numbers = _numbers[sizeof(long)..];
        return number is >= 0 and <= long.MaxValue / 4 ? number : throw new InvalidDataException("A length is none.");
    }
}
