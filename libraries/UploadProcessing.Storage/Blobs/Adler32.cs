using System.Buffers.Binary;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Adler-32 (RFC 1950, 8.2), which older sync clients send and .NET does not have.</summary>
internal sealed class Adler32
{
    private const uint Modulus = 65521;

    // The most bytes whose sums stay below 2^32 before they are reduced.
    private const int Run = 5552;

    private uint _a = 1;
    private uint _b;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var run = bytes[..Math.Min(Run, bytes.Length)];
            foreach (var value in run)
            {
                _a += value;
                _b += _a;
            }

            _a %= Modulus;
            _b %= Modulus;
            bytes = bytes[run.Length..];
        }
    }

    public byte[] Hash()
    {
        var hash = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(hash, (_b << 16) | _a);
        return hash;
    }
}
