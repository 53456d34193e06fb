namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>A range of other bytes: an archive that is stored in an archive as it is.</summary>
internal sealed class BytesWithin(IRandomBytes bytes, long start, long length) : IRandomBytes
{
    public long Length => length;

    public ValueTask<int> ReadSomeAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        bytes.ReadSomeAsync(start + offset, buffer[..(int)Math.Clamp(length - offset, 0, buffer.Length)], cancellationToken);
}
