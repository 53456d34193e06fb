namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>An upload as a stream that can be moved in, read in blocks of which the last one is kept.</summary>
internal sealed class UploadStream(IUploadContent content) : Stream
{
    private const int BlockSize = 1 << 18;

    private readonly byte[] _block = new byte[BlockSize];
    private long _at = -1;
    private int _length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => content.Length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.Length == 0)
        {
            return 0;
        }

        await LoadAsync(cancellationToken);
        return Copy(buffer.Span);
    }

    /// <remarks>A reader of archives looks for the end of its directory so, even where all else is asynchronous; nearly always in a block that is there.</remarks>
    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.Length == 0)
        {
            return 0;
        }

        LoadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return Copy(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        var start = Position / BlockSize * BlockSize;
        if (start != _at)
        {
            // Not known while it is read: a failure leaves half a block.
            _at = -1;
            _length = await content.ReadAsync(start, _block, cancellationToken);
            _at = start;
        }
    }

    private int Copy(Span<byte> buffer)
    {
        var from = (int)(Position - _at);
        var count = Math.Min(buffer.Length, _length - from);
        if (count <= 0)
        {
            throw new IOException("The upload ended before its length.");
        }

        _block.AsSpan(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }
}
