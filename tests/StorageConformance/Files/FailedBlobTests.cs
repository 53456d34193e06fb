using UploadProcessing.Storage.Blobs;

namespace StorageConformance.Files;

/// <summary>Disks that fail: after a failed flush nobody knows what is there, so nothing of that blob is acknowledged any more.</summary>
public sealed class FailedBlobTests : FileBlobScene
{
    private const int OutOfSpace = 28, InputOutput = 5;     // ENOSPC, EIO

    [Theory]
    [InlineData(InputOutput, typeof(StorageFailedException))]
    [InlineData(OutOfSpace, typeof(StorageFullException))]
    public async Task Flush_ThatFailed_IsTheLastWordAboutTheBlob(int error, Type told)
    {
        var blobs = Failing();
        await using (var writer = await OpenAsync(blobs))
        {
            await AppendAsync(writer, 10);
            Calls.StartFailing(1, error);
            await Assert.ThrowsAsync(told, () => writer.FlushAsync().AsTask());

            await Assert.ThrowsAsync<StorageFailedException>(() => writer.FlushAsync().AsTask());
            await Assert.ThrowsAsync<StorageFailedException>(() => AppendAsync(writer, 1));
        }

        await using var next = (await blobs.OpenWriterAsync(Upload, Stop))!;
        await Assert.ThrowsAsync<StorageFailedException>(() => next.FlushAsync().AsTask());
        await Assert.ThrowsAsync<StorageFailedException>(() => next.TruncateAsync(0).AsTask());
        await Assert.ThrowsAsync<StorageFailedException>(() => blobs.SealAsync(Upload, 10).AsTask());
    }

    [Fact]
    public async Task Flush_OfTheFolderThatFailed_IsTheLastWordToo()
    {
        await using var writer = await OpenAsync(Failing());
        await AppendAsync(writer, 10);
        Calls.StartFailing(2, InputOutput);

        await Assert.ThrowsAsync<StorageFailedException>(() => writer.FlushAsync().AsTask());

        await Assert.ThrowsAsync<StorageFailedException>(() => writer.FlushAsync().AsTask());
    }

    [Fact]
    public async Task Flush_ThatFailedInAProcessThatDied_IsRememberedByTheNext()
    {
        await FailToFlushAsync(Failing());

        await using var writer = await Failing().OpenWriterAsync(Upload, Stop);

        await Assert.ThrowsAsync<StorageFailedException>(() => writer!.FlushAsync().AsTask());
    }

    [Fact]
    public async Task Seal_ThatFailed_CannotBeRepeated()
    {
        var blobs = Failing();
        await using (var writer = await OpenAsync(blobs))
        {
            await AppendAsync(writer, 10);
        }

        Calls.StartFailing(2, InputOutput);
        await Assert.ThrowsAsync<StorageFailedException>(() => blobs.SealAsync(Upload, 10).AsTask());

        await Assert.ThrowsAsync<StorageFailedException>(() => blobs.SealAsync(Upload, 10).AsTask());
    }

    [Fact]
    public async Task Delete_OfAFailedBlob_LeavesNothing()
    {
        var blobs = Failing();
        await FailToFlushAsync(blobs);

        await blobs.DeleteAsync(Upload);

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(BlobPath)!));
    }

    [Fact]
    public async Task Tidy_MarkWhoseBlobIsGone_IsRemovedAndAnotherStays()
    {
        var blobs = Failing();
        await FailToFlushAsync(blobs);
        Assert.Equal(0, await blobs.TidyAsync(DateTimeOffset.MaxValue, Stop));
        File.Delete(BlobPath);

        Assert.Equal(1, await blobs.TidyAsync(DateTimeOffset.MaxValue, Stop));

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(BlobPath)!));
    }

    private async Task FailToFlushAsync(FileBlobStore blobs)
    {
        await using var writer = await OpenAsync(blobs);
        await AppendAsync(writer, 10);
        Calls.StartFailing(1, InputOutput);
        await Assert.ThrowsAsync<StorageFailedException>(() => writer.FlushAsync().AsTask());
        Calls.Stop();
    }
}
