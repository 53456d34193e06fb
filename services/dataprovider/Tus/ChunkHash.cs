using System.Buffers;
using System.Security.Cryptography;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>What one chunk hashes to, taken while its bytes pass.</summary>
internal sealed class ChunkHash(ChecksumAlgorithm algorithm) : IDisposable
{
    private const int Block = 1 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm.Hash);

    public void Append(ReadOnlySequence<byte> bytes)
    {
        foreach (var block in bytes)
        {
            _hash.AppendData(block.Span);
        }
    }

    public byte[] Value() => _hash.GetHashAndReset();

    /// <summary>The same of bytes that are in the blob already: which algorithm a trailer names is not known before.</summary>
    public static async ValueTask<byte[]> ReadAsync(ChecksumAlgorithm algorithm, IBlobStore blobs, UploadId upload, long start)
    {
        using var hash = new ChunkHash(algorithm);
        await using var content = await blobs.OpenReadAsync(upload, CancellationToken.None);
        content!.Seek(start, SeekOrigin.Begin);
        var buffer = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(0, Block), CancellationToken.None)) > 0)
            {
                hash.Append(new ReadOnlySequence<byte>(buffer, 0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hash.Value();
    }

    public void Dispose() => _hash.Dispose();
}
