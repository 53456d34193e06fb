using System.Buffers.Binary;

namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>How many entries a ZIP says that it has, before anybody makes an object of each (APPNOTE 4.3.14 to 4.3.16).</summary>
internal static class ZipEnd
{
    private const int Signature = 0x06054B50, Signature64 = 0x06064B50, LocatorSignature = 0x07064B50;
    private const int Size = 22, Size64 = 56, LocatorSize = 20, LongestComment = 65_535;

    /// <returns>Null when there is no end of a ZIP.</returns>
    public static async ValueTask<long?> EntriesAsync(IUploadContent content, CancellationToken cancellationToken)
    {
        var tail = new byte[(int)Math.Min(content.Length, Size + LongestComment + LocatorSize)];
        var start = content.Length - tail.Length;
        if (await content.ReadAsync(start, tail, cancellationToken) != tail.Length)
        {
            throw new IOException("The upload ended before its length.");
        }

        for (var at = tail.Length - Size; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(tail.AsSpan(at)) == Signature)
            {
                var entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
                return entries == ushort.MaxValue && at >= LocatorSize ? await Entries64Async(content, tail.AsMemory(at - LocatorSize, LocatorSize), cancellationToken) ?? entries : entries;
            }
        }

        return null;
    }

    private static async ValueTask<long?> Entries64Async(IUploadContent content, ReadOnlyMemory<byte> locator, CancellationToken cancellationToken)
    {
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator.Span[8..]);
        var end = new byte[Size64];
        return BinaryPrimitives.ReadInt32LittleEndian(locator.Span) == LocatorSignature
            && at >= 0 && at <= content.Length - Size64
            && await content.ReadAsync(at, end, cancellationToken) == Size64
            && BinaryPrimitives.ReadInt32LittleEndian(end) == Signature64
            ? BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(32))
            : null;
    }
}
