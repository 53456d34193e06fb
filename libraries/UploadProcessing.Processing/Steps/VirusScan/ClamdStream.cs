using System.Buffers.Binary;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>What is written is sent to clamd in chunks of INSTREAM: four bytes of length, big endian, and the bytes.</summary>
internal sealed class ClamdStream(ClamdConnection connection) : Stream
{
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > 0)
        {
            await SendLengthAsync(buffer.Length, cancellationToken);
            await connection.SendAsync(buffer, cancellationToken);
            _length += buffer.Length;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>A chunk of no length: that was all.</summary>
    public ValueTask EndAsync(CancellationToken cancellationToken) => SendLengthAsync(0, cancellationToken);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <remarks>An archive's few bytes between its entries are written so, even where all else is asynchronous.</remarks>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (count > 0)
        {
            connection.Send(Head(count));
            connection.Send(buffer.AsSpan(offset, count));
            _length += count;
        }
    }

    private ValueTask SendLengthAsync(int length, CancellationToken cancellationToken) => connection.SendAsync(Head(length), cancellationToken);

    private static byte[] Head(int length)
    {
        var head = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(head, length);
        return head;
    }
}
