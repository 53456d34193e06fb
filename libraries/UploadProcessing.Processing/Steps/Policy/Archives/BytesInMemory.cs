namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>An archive in an archive that had to be inflated.</summary>
internal sealed class BytesInMemory(ReadOnlyMemory<byte> bytes) : IRandomBytes
{
    public long Length => bytes.Length;

    public ValueTask<int> ReadSomeAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        bytes.Slice((int)Math.Min(offset, Length), count).CopyTo(buffer);
        return new(count);
    }
}
