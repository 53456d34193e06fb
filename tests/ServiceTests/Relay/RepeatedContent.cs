using System.Net;
using System.Security.Cryptography;

namespace ServiceTests.Relay;

/// <summary>One block, many times.</summary>
internal sealed class RepeatedContent(byte[] block, int count, Action afterEach) : HttpContent
{
    public byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < count; i++)
        {
            hash.AppendData(block);
        }

        return hash.GetHashAndReset();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        for (var i = 0; i < count; i++)
        {
            await stream.WriteAsync(block);
            afterEach();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = (long)block.Length * count;
        return true;
    }
}
