using System.Diagnostics;
using System.Globalization;
using StorageConformance.Faults;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Files;

namespace StorageConformance.Files;

/// <summary>What only blobs in files have: room set aside, and what is flushed of them.</summary>
public sealed class FileBlobTests : FileBlobScene
{
    private const int OutOfSpace = 28, InputOutput = 5;     // ENOSPC, EIO
    private const int Mebibyte = 1 << 20;
    private const int Slack = 128 << 10;                    // what the file system needs to find the blocks

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

        await Local().SealAsync(Upload, 3 * Mebibyte);

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
        Calls.Start();

        await AppendAsync(writer, length);

        Assert.Equal(1, Calls.Count);
    }

    [Fact]
    public async Task Append_WhereNoRoomCanBeSetAside_GoesOnWithout()
    {
        await using var writer = await OpenAsync(Failing(), expected: 40 * Mebibyte);
        await AppendAsync(writer, 2 * Mebibyte);
        Calls.StartFailing(1, OutOfSpace);

        await AppendAsync(writer, 2 * Mebibyte);
        await AppendAsync(writer, 8 * Mebibyte);

        Assert.Equal(12 * Mebibyte, writer.Length);
        // One refused request for room and two writes: it is not asked for again.
        Assert.Equal(3, Calls.Count);
    }

    [Fact]
    public async Task Append_DiskIsFull_SaysSoAndTheUploadCanBeGoneOnWith()
    {
        await using var writer = await OpenAsync(Failing());
        await AppendAsync(writer, 10);
        Calls.StartFailing(1, OutOfSpace);
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
    public async Task Flush_BySecondWriterOfAFileWhoseFirstDied_FlushesItsName()
    {
        var blobs = Failing();
        await using (var first = await OpenAsync(blobs))
        {
            await AppendAsync(first, 10);
        }

        await using var second = await blobs.OpenWriterAsync(Upload, Stop);
        Calls.Start();
        await second!.FlushAsync();

        Assert.Contains("flush folder", Calls.Calls);
    }

    [Fact]
    public async Task Open_InTheSameBoot_GoesOnAtTheEnd()
    {
        var files = new ForgetfulFileSystem(Folder, Calls);
        await LeaveHalfFlushedAsync(Store(files));

        await using var next = await Store(files).OpenWriterAsync(Upload, Stop);

        Assert.Equal(15, next!.Length);
    }

    [Fact]
    public async Task Open_AfterTheMachineStartedAgain_GoesOnAtWhatWasFlushed()
    {
        await LeaveHalfFlushedAsync(Failing());

        await using var next = await Failing().OpenWriterAsync(Upload, Stop);

        Assert.Equal((10, 10), (next!.Length, new FileInfo(BlobPath).Length));
    }

    [Fact]
    public async Task Seal_OfAFileThatCameInParts_LeavesNothingBesideIt()
    {
        var blobs = Failing();
        await LeaveHalfFlushedAsync(blobs);

        await blobs.SealAsync(Upload, 15);

        Assert.Equal([BlobPath], Directory.GetFiles(Path.GetDirectoryName(BlobPath)!));
    }

    [Fact]
    public async Task Append_OfAFileInOnePiece_KeepsNothingBesideIt()
    {
        await using var writer = await OpenAsync(Failing());
        Calls.Start();

        await AppendAsync(writer, 10);
        await writer.FlushAsync();

        Assert.Equal(["write", "flush", "flush folder"], Calls.Calls);
    }

    private async Task LeaveHalfFlushedAsync(FileBlobStore blobs)
    {
        await using var writer = await blobs.OpenWriterAsync(Upload, Stop);
        await AppendAsync(writer!, 10);
        await writer!.FlushAsync();
        await AppendAsync(writer, 5);
    }

    private static async Task GrowAsync(IBlobWriter writer, int mebibytes)
    {
        for (var piece = 0; piece < mebibytes; piece++)
        {
            await AppendAsync(writer, Mebibyte);
        }
    }

    private void SkipWhereNothingCanBeSetAside()
    {
        using var file = new LocalFileSystem(OperatingSystem.IsLinux()).Open(Path.Combine(Folder, "probe"), FileMode.OpenOrCreate);
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
