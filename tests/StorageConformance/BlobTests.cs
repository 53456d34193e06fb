using System.Buffers;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;

namespace StorageConformance;

/// <summary>Bytes: one writer, an offset that is the length, and names that last.</summary>
public abstract class BlobTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private readonly UploadId _upload = UploadId.New();

    private IBlobStore Blobs => Driver.Get<IBlobStore>();

    [Fact]
    public async Task Open_WhileAnotherWrites_IsRefusedAndAfterwardsNot()
    {
        await using (var first = await Blobs.OpenWriterAsync(_upload, Stop))
        {
            Assert.NotNull(first);
            Assert.Null(await Blobs.OpenWriterAsync(_upload, Stop));
        }

        await using var next = await Blobs.OpenWriterAsync(_upload, Stop);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Append_AfterRestart_GoesOnAtTheLength()
    {
        await AppendAsync("one");
        await Driver.RestartAsync();
        await AppendAsync("two");

        Assert.Equal("onetwo", await ReadAsync(_upload));
    }

    [Fact]
    public async Task Append_SeveralSegments_KeepsTheirOrder()
    {
        await using (var writer = await Blobs.OpenWriterAsync(_upload, Stop))
        {
            await writer!.AppendAsync(Segments("ab", "c", "", "def"));
            Assert.Equal(6, writer.Length);
        }

        Assert.Equal("abcdef", await ReadAsync(_upload));
    }

    [Fact]
    public async Task AppendBlob_SharesAllOfItOrChangesNothing()
    {
        var source = UploadId.New();
        await using (var writer = await Blobs.OpenWriterAsync(source, Stop))
        {
            await writer!.AppendAsync(Segments("two"));
        }

        await using (var writer = await Blobs.OpenWriterAsync(_upload, Stop))
        {
            await writer!.AppendAsync(Segments("one"));
            var isShared = await writer.TryAppendBlobAsync(source);
            Assert.Equal(isShared ? 6 : 3, writer.Length);
            await writer.AppendAsync(Segments(isShared ? "!" : "two!"));
        }

        Assert.Equal("onetwo!", await ReadAsync(_upload));
        Assert.Equal("two", await ReadAsync(source));
    }

    [Fact]
    public async Task Truncate_DropsTheEnd()
    {
        await using (var writer = await Blobs.OpenWriterAsync(_upload, Stop))
        {
            await writer!.AppendAsync(Segments("onetwo"));
            await writer.TruncateAsync(3);
            await writer.AppendAsync(Segments("!"));
        }

        Assert.Equal("one!", await ReadAsync(_upload));
    }

    [Fact]
    public async Task Seal_AnotherLength_Throws()
    {
        await AppendAsync("one");

        await Assert.ThrowsAsync<InvalidDataException>(async () => await Blobs.SealAsync(_upload, 4));
    }

    [Fact]
    public async Task Read_WhileItIsWritten_IsNotShutOut()
    {
        await using var writer = await Blobs.OpenWriterAsync(_upload, Stop);
        await writer!.AppendAsync(Segments("one"));

        Assert.Equal("one", await ReadAsync(_upload));
    }

    [Fact]
    public async Task Delete_Twice_IsHarmless()
    {
        await AppendAsync("one");

        await Blobs.DeleteAsync(_upload);
        await Blobs.DeleteAsync(_upload);

        Assert.Null(await Blobs.OpenReadAsync(_upload, Stop));
    }

    private async Task AppendAsync(string text)
    {
        await using var writer = await Blobs.OpenWriterAsync(_upload, Stop);
        await writer!.AppendAsync(Segments(text));
        await writer.FlushAsync();
    }

    private static ReadOnlySequence<byte> Segments(params string[] parts)
    {
        var first = new Segment(parts[0], 0);
        var last = parts.Skip(1).Aggregate(first, (previous, part) => previous.Then(part));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(string text, long start)
        {
            Memory = System.Text.Encoding.UTF8.GetBytes(text);
            RunningIndex = start;
        }

        public Segment Then(string text)
        {
            var next = new Segment(text, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
