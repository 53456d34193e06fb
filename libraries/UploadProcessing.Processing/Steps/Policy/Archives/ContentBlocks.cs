namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>An upload's bytes in blocks, of which the last few are kept: each is a request, and archives are read in small pieces.</summary>
internal sealed class ContentBlocks(IUploadContent content) : IRandomBytes
{
    private const int BlockSize = 512 * 1024, Kept = 4;

    // Most recently used last.
    private readonly List<(long Number, byte[] Bytes)> _blocks = [];

    public long Length => content.Length;

    public async ValueTask<int> ReadSomeAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (offset >= Length || buffer.Length == 0)
        {
            return 0;
        }

        var block = await BlockAsync(offset / BlockSize, cancellationToken);
        var count = (int)Math.Min(buffer.Length, block.Length - (offset % BlockSize));
        block.AsMemory((int)(offset % BlockSize), count).CopyTo(buffer);
        return count;
    }

    private async ValueTask<byte[]> BlockAsync(long number, CancellationToken cancellationToken)
    {
        var index = _blocks.FindIndex(block => block.Number == number);
        var found = index >= 0 ? _blocks[index] : (number, await FetchAsync(number, cancellationToken));
        if (index >= 0 || _blocks.Count == Kept)
        {
            _blocks.RemoveAt(Math.Max(index, 0));
        }

        _blocks.Add(found);
        return found.Item2;
    }

    private async ValueTask<byte[]> FetchAsync(long number, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Min(BlockSize, Length - (number * BlockSize))];
        return await content.ReadAsync(number * BlockSize, bytes, cancellationToken) == bytes.Length
            ? bytes
            : throw new HttpRequestException("The upload's bytes end early.");
    }
}
