using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Files;

namespace StorageConformance.Files;

/// <summary>On a file system whose files can share blocks (XFS here, in a file of its own), parts are joined without copying them.</summary>
public sealed class SharedBlocksTests : IDisposable
{
    private const string Maker = "/usr/sbin/mkfs.xfs";
    private const int PartSize = 8 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("shared-blocks-").FullName;
    private readonly string _mounted;

    public SharedBlocksTests() => _mounted = Directory.CreateDirectory(Path.Combine(_folder, "mounted")).FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AppendBlob_OfWholeBlocks_TakesNoRoom()
    {
        await MountAsync();
        using var blobs = Open();
        var (part, final) = (UploadId.New(), UploadId.New());
        await WriteAsync(blobs, part, PartSize);
        var free = new DriveInfo(_mounted).AvailableFreeSpace;

        await using (var writer = (await blobs.OpenWriterAsync(final, Stop))!)
        {
            await writer.BeginAnewAsync();
            for (var times = 1; times <= 3; times++)
            {
                Assert.True(await writer.TryAppendBlobAsync(part), $"Part {times} was not shared.");
                Assert.Equal(times * (long)PartSize, writer.Length);
            }

            await writer.FlushAsync();
        }

        Assert.InRange(free - new DriveInfo(_mounted).AvailableFreeSpace, 0, PartSize / 8);
        Assert.Equal(Content(PartSize, times: 3), await ReadAsync(blobs, final));
    }

    [Fact]
    public async Task AppendBlob_WhereBlocksDoNotMeet_ChangesNothing()
    {
        await MountAsync();
        using var blobs = Open();
        var (part, final) = (UploadId.New(), UploadId.New());
        await WriteAsync(blobs, part, PartSize);
        await using var writer = (await blobs.OpenWriterAsync(final, Stop))!;
        await writer.AppendAsync(new ReadOnlySequence<byte>(new byte[3]));

        Assert.False(await writer.TryAppendBlobAsync(part));
        Assert.Equal(3, writer.Length);
    }

    public void Dispose()
    {
        if (File.Exists(Path.Combine(_folder, "image")))
        {
            using var unmounting = Process.Start("umount", _mounted);
            unmounting.WaitForExit();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task MountAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists(Maker), "Only root can mount, and XFS must be there.");
        var image = Path.Combine(_folder, "image");
        await using (var file = File.Create(image))
        {
            file.SetLength(320 << 20);      // XFS's least
        }

        await RunAsync(Maker, "-q", image);
        await RunAsync("mount", "-o", "loop", image, _mounted);
    }

    private FileBlobStore Open() =>
        new(Options.Create(new StorageOptions { DataRoot = Path.Combine(_mounted, "data") }), LocalFileSystem.ThisMachine);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Stop);
        Assert.Equal(0, process.ExitCode);
    }

    private static async Task WriteAsync(FileBlobStore blobs, UploadId upload, int length)
    {
        await using var writer = (await blobs.OpenWriterAsync(upload, Stop))!;
        await writer.AppendAsync(new ReadOnlySequence<byte>(Content(length, times: 1)));
        await writer.FlushAsync();
    }

    private static async Task<byte[]> ReadAsync(FileBlobStore blobs, UploadId upload)
    {
        await using var stream = (await blobs.OpenReadAsync(upload, Stop))!;
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, Stop);
        return content.ToArray();
    }

    private static byte[] Content(int length, int times)
    {
        var content = new byte[length];
        new Random(1).NextBytes(content);
        return [.. Enumerable.Repeat(content, times).SelectMany(bytes => bytes)];
    }
}
