namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Reads bytes from their beginning, for what inflates them.</summary>
internal sealed class RandomBytesStream(IRandomBytes bytes) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <summary>Leaves so much out, or all there is.</summary>
    /// <returns>How much that was.</returns>
    public long Skip(long count)
    {
        var skipped = Math.Clamp(bytes.Length - _position, 0, count);
        _position += skipped;
        return skipped;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await bytes.ReadSomeAsync(_position, buffer, cancellationToken);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
