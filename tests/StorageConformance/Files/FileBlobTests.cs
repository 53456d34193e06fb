using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using StorageConformance.Faults;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Files;

namespace StorageConformance.Files;

/// <summary>What only blobs in files have: room set aside, and disks that fail.</summary>
public sealed class FileBlobTests : IDisposable
{
    private const int OutOfSpace = 28, InputOutput = 5;     // ENOSPC, EIO
    private const int Mebibyte = 1 << 20;
    private const int Slack = 128 << 10;                    // what the file system needs to find the blocks

    private readonly string _folder = Directory.CreateTempSubdirectory("file-blobs-").FullName;
    private readonly CallPoints _calls = new();
    private readonly UploadId _upload = UploadId.New();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string BlobPath => Path.Combine(_folder, "data", "blobs", _upload.ToString()[^2..], _upload.ToString());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Append_LargeFile_SetsRoomAsideWithoutChangingTheLength()
    {
        SkipWhereNothingCanBeSetAside();
        await using var writer = await OpenAsync(Local(), expected: 40 * Mebibyte);

        await GrowAsync(writer, mebibytes: 3);

        Assert.Equal(3 * Mebibyte, new FileInfo(BlobPath).Length);
        Assert.InRange(await AllocatedAsync(), 4L * Mebibyte, 10L * Mebibyte);
    }

    [Fact]
    public async Task Append_LargeFile_SetsNothingAsideBeyondWhatItMayHave()
    {
        SkipWhereNothingCanBeSetAside();
        await using var writer = await OpenAsync(Local(), expected: (3 * Mebibyte) + 4096);

        await GrowAsync(writer, mebibytes: 3);

        Assert.InRange(await AllocatedAsync(), 3L * Mebibyte, (3 * Mebibyte) + Slack);
    }

    [Fact]
    public async Task Dispose_UnfinishedLargeFile_GivesTheRoomBack()
    {
        SkipWhereNothingCanBeSetAside();
        await using (var writer = await OpenAsync(Local(), expected: 40 * Mebibyte))
        {
            await GrowAsync(writer, mebibytes: 3);
        }

        Assert.InRange(await AllocatedAsync(), 0, (3 * Mebibyte) + Slack);
    }

    [Fact]
    public async Task Seal_AfterAWriterThatDied_GivesTheRoomBack()
    {
        SkipWhereNothingCanBeSetAside();
        await using var dead = await OpenAsync(Local(), expected: 40 * Mebibyte);
        await GrowAsync(dead, mebibytes: 3);

        await Local().SealAsync(_upload, 3 * Mebibyte);

        Assert.InRange(await AllocatedAsync(), 0, (3 * Mebibyte) + Slack);
    }

    [Fact]
    public async Task Append_AfterATruncation_SetsRoomAsideAgain()
    {
        SkipWhereNothingCanBeSetAside();
        await using var writer = await OpenAsync(Local(), expected: 40 * Mebibyte);
        await GrowAsync(writer, mebibytes: 3);
        await writer.TruncateAsync(2 * Mebibyte);
        Assert.InRange(await AllocatedAsync(), 0, (2 * Mebibyte) + Slack);

        await AppendAsync(writer, 4096);

        Assert.InRange(await AllocatedAsync(), 3L * Mebibyte, 10L * Mebibyte);
    }

    [Theory]
    [InlineData(Mebibyte - 1, Mebibyte - 1)]
    [InlineData(40 * Mebibyte, 4096)]
    public async Task Append_WhileTheFileIsSmall_AsksForNoRoom(long expected, int length)
    {
        await using var writer = await OpenAsync(Failing(), expected);
        _calls.Start();

        await AppendAsync(writer, length);

        Assert.Equal(1, _calls.Count);
    }

    [Fact]
    public async Task Append_WhereNoRoomCanBeSetAside_GoesOnWithout()
    {
        await using var writer = await OpenAsync(Failing(), expected: 40 * Mebibyte);
        await AppendAsync(writer, 2 * Mebibyte);
        _calls.StartFailing(1, OutOfSpace);

        await AppendAsync(writer, 2 * Mebibyte);
        await AppendAsync(writer, 8 * Mebibyte);

        Assert.Equal(12 * Mebibyte, writer.Length);
        // One refused request for room and two writes: it is not asked for again.
        Assert.Equal(3, _calls.Count);
    }

    [Fact]
    public async Task Append_DiskIsFull_SaysSoAndTheUploadCanBeGoneOnWith()
    {
        await using var writer = await OpenAsync(Failing());
        await AppendAsync(writer, 10);
        _calls.StartFailing(1, OutOfSpace);
        await Assert.ThrowsAsync<StorageFullException>(() => AppendAsync(writer, 10));

        await AppendAsync(writer, 5);
        await writer.FlushAsync();

        Assert.Equal(15, writer.Length);
    }

    [Fact]
    public void Write_ToAFullDevice_IsRecognizedAsFull()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");
        using var full = new LocalFileSystem(usesLinuxCalls: true).Open("/dev/full", FileMode.Open);

        var refused = Assert.ThrowsAny<IOException>(() => full.Write([new byte[1]], 0));

        Assert.True(DiskFull.Is(refused));
    }

    [Theory]
    [InlineData(InputOutput, typeof(StorageFailedException))]
    [InlineData(OutOfSpace, typeof(StorageFullException))]
    public async Task Flush_ThatFailed_IsTheLastWordAboutTheBlob(int error, Type told)
    {
        var blobs = Failing();
        await using (var writer = await OpenAsync(blobs))
        {
            await AppendAsync(writer, 10);
            _calls.StartFailing(1, error);
            await Assert.ThrowsAsync(told, () => writer.FlushAsync().AsTask());

            await Assert.ThrowsAsync<StorageFailedException>(() => writer.FlushAsync().AsTask());
            await Assert.ThrowsAsync<StorageFailedException>(() => AppendAsync(writer, 1));
        }

        await using var next = (await blobs.OpenWriterAsync(_upload, Stop))!;
        await Assert.ThrowsAsync<StorageFailedException>(() => next.FlushAsync().AsTask());
        await Assert.ThrowsAsync<StorageFailedException>(() => next.TruncateAsync(0).AsTask());
        await Assert.ThrowsAsync<StorageFailedException>(() => blobs.SealAsync(_upload, 10).AsTask());
    }

    [Fact]
    public async Task Flush_OfTheFolderThatFailed_IsTheLastWordToo()
    {
        await using var writer = await OpenAsync(Failing());
        await AppendAsync(writer, 10);
        _calls.StartFailing(2, InputOutput);

        await Assert.ThrowsAsync<StorageFailedException>(() => writer.FlushAsync().AsTask());

        await Assert.ThrowsAsync<StorageFailedException>(() => writer.FlushAsync().AsTask());
    }

    [Fact]
    public async Task Flush_ThatFailedInAProcessThatDied_IsRememberedByTheNext()
    {
        await FailToFlushAsync(Failing());

        await using var writer = await Failing().OpenWriterAsync(_upload, Stop);

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

        _calls.StartFailing(2, InputOutput);
        await Assert.ThrowsAsync<StorageFailedException>(() => blobs.SealAsync(_upload, 10).AsTask());

        await Assert.ThrowsAsync<StorageFailedException>(() => blobs.SealAsync(_upload, 10).AsTask());
    }

    [Fact]
    public async Task Delete_OfAFailedBlob_LeavesNothing()
    {
        var blobs = Failing();
        await FailToFlushAsync(blobs);

        await blobs.DeleteAsync(_upload);

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(BlobPath)!));
    }

    [Fact]
    public async Task Tidy_LockThatHasJustBeenMade_IsLeftToWhoeverMadeIt()
    {
        var blobs = Failing();
        var path = BlobPath + ".lock";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "", Stop);

        Assert.Equal(0, await blobs.TidyAsync(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1), Stop));
        Assert.True(File.Exists(path));
        Assert.Equal(1, await blobs.TidyAsync(DateTimeOffset.MaxValue, Stop));
        Assert.False(File.Exists(path));
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

    [Fact]
    public async Task Flush_BySecondWriterOfAFileWhoseFirstDied_FlushesItsName()
    {
        var blobs = Failing();
        await using (var first = await OpenAsync(blobs))
        {
            await AppendAsync(first, 10);
        }

        await using var second = await blobs.OpenWriterAsync(_upload, Stop);
        _calls.Start();
        await second!.FlushAsync();

        Assert.Contains("flush folder", _calls.Calls);
    }

    [Fact]
    public async Task Open_InTheSameBoot_GoesOnAtTheEnd()
    {
        var files = new ForgetfulFileSystem(_folder, _calls);
        await LeaveHalfFlushedAsync(Store(files));

        await using var next = await Store(files).OpenWriterAsync(_upload, Stop);

        Assert.Equal(15, next!.Length);
    }

    [Fact]
    public async Task Open_AfterTheMachineStartedAgain_GoesOnAtWhatWasFlushed()
    {
        await LeaveHalfFlushedAsync(Failing());

        await using var next = await Failing().OpenWriterAsync(_upload, Stop);

        Assert.Equal((10, 10), (next!.Length, new FileInfo(BlobPath).Length));
    }

    [Fact]
    public async Task Seal_OfAFileThatCameInParts_LeavesNothingBesideIt()
    {
        var blobs = Failing();
        await LeaveHalfFlushedAsync(blobs);

        await blobs.SealAsync(_upload, 15);

        Assert.Equal([BlobPath], Directory.GetFiles(Path.GetDirectoryName(BlobPath)!));
    }

    [Fact]
    public async Task Append_OfAFileInOnePiece_KeepsNothingBesideIt()
    {
        await using var writer = await OpenAsync(Failing());
        _calls.Start();

        await AppendAsync(writer, 10);
        await writer.FlushAsync();

        Assert.Equal(["write", "flush", "flush folder"], _calls.Calls);
    }

    private async Task LeaveHalfFlushedAsync(FileBlobStore blobs)
    {
        await using var writer = await blobs.OpenWriterAsync(_upload, Stop);
        await AppendAsync(writer!, 10);
        await writer!.FlushAsync();
        await AppendAsync(writer, 5);
    }

    private async Task FailToFlushAsync(FileBlobStore blobs)
    {
        await using var writer = await OpenAsync(blobs);
        await AppendAsync(writer, 10);
        _calls.StartFailing(1, InputOutput);
        await Assert.ThrowsAsync<StorageFailedException>(() => writer.FlushAsync().AsTask());
        _calls.Stop();
    }

    private FileBlobStore Local() => Store(new LocalFileSystem(usesLinuxCalls: OperatingSystem.IsLinux()));

    private FileBlobStore Failing() => Store(new ForgetfulFileSystem(_folder, _calls));

    private FileBlobStore Store(IFileSystem files) => new(Options.Create(new StorageOptions { DataRoot = Path.Combine(_folder, "data") }), files);

    private async Task<IBlobWriter> OpenAsync(FileBlobStore blobs, long expected = 0)
    {
        var writer = (await blobs.OpenWriterAsync(_upload, Stop))!;
        await writer.BeginAnewAsync();
        writer.Expect(expected);
        return writer;
    }

    private static Task AppendAsync(IBlobWriter writer, int length) => writer.AppendAsync(new ReadOnlySequence<byte>(new byte[length])).AsTask();

    private static async Task GrowAsync(IBlobWriter writer, int mebibytes)
    {
        for (var piece = 0; piece < mebibytes; piece++)
        {
            await AppendAsync(writer, Mebibyte);
        }
    }

    private void SkipWhereNothingCanBeSetAside()
    {
        using var file = new LocalFileSystem(OperatingSystem.IsLinux()).Open(Path.Combine(_folder, "probe"), FileMode.OpenOrCreate);
        Assert.SkipUnless(file.TryAllocate(0, Mebibyte), "This file system sets no room aside.");
    }

    // .NET has no call that says what a file takes on disk.
    private async Task<long> AllocatedAsync()
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["--format=%b", BlobPath]) { RedirectStandardOutput = true })!;
        var blocks = await stat.StandardOutput.ReadToEndAsync(Stop);
        await stat.WaitForExitAsync(Stop);
        return 512 * long.Parse(blocks, CultureInfo.InvariantCulture);
    }
}
