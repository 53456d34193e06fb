using UploadProcessing.Processing.Steps;
using UploadProcessing.TestSupport;

namespace ServiceTests.Processing.Support;

/// <summary>An upload's bytes: a pattern of any length, and an end that is known.</summary>
/// <param name="pattern">Bytes of the pattern.</param>
/// <param name="ending">After it.</param>
internal sealed class TestContent(long pattern, byte[] ending) : IUploadContent
{
    public TestContent(byte[] bytes)
        : this(0, bytes)
    {
    }

    /// <summary>Something that happens once so many bytes have been read.</summary>
    public Func<long, CancellationToken, Task>? WhileReading { get; init; }

    /// <summary>The most that was asked for at once.</summary>
    public int LargestRead { get; private set; }

    public long Length => pattern + ending.Length;

    public ValueTask<Stream> OpenAsync(long offset, CancellationToken cancellationToken) => new(new Reading(this));

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Assert.Equal(0, pattern);
        var count = (int)Math.Clamp(ending.Length - offset, 0, buffer.Length);
        ending.AsSpan((int)Math.Min(offset, ending.Length), count).CopyTo(buffer.Span);
        return new(count);
    }

    public Uri PublicAddress(DateTimeOffset expiresAt) => throw new NotSupportedException();

    /// <summary>As the pattern's stream, which cannot seek either.</summary>
    private sealed class Reading(TestContent content) : Stream
    {
        private readonly PatternStream _pattern = new(content.Length - content.Ending.Length, seed: 7);
        private readonly MemoryStream _ending = new(content.Ending, writable: false);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _pattern.Position + _ending.Position; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            content.LargestRead = Math.Max(content.LargestRead, buffer.Length);
            await (content.WhileReading?.Invoke(Position, cancellationToken) ?? Task.CompletedTask);
            var count = await _pattern.ReadAsync(buffer, cancellationToken);
            return count > 0 ? count : _ending.Read(buffer.Span);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private byte[] Ending => ending;
}
