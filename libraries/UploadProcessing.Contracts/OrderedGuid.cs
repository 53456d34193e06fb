using System.Buffers.Binary;
using System.Security.Cryptography;

namespace UploadProcessing.Contracts;

/// <summary>Ids that sort in the order they were made in: between processes by the millisecond, within one always.</summary>
/// <remarks>UUID version 7 (RFC 9562, 5.7) with the 12 bits of <c>rand_a</c> as a counter (6.2, method 1); the last 62 bits are random.</remarks>
internal static class OrderedGuid
{
    private const int CounterBits = 12;

    private static long _last;

    public static Guid New()
    {
        // A counter that runs over borrows from the next millisecond rather than going back.
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(last + 1, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, next >> CounterBits << 16 | 0x7000 | (next & 0xFFF));
        RandomNumberGenerator.Fill(bytes[8..]);
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
