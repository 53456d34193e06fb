using System.Buffers;
using Microsoft.Extensions.Options;
using StorageConformance.Faults;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Files;

namespace StorageConformance.Files;

/// <summary>A folder of blobs for one test, on this machine's disk or on one that fails when it is told to.</summary>
public abstract class FileBlobScene : IDisposable
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("file-blobs-").FullName;

    protected CallPoints Calls { get; } = new();

    protected UploadId Upload { get; } = UploadId.New();

    protected string BlobPath => Path.Combine(Folder, "data", "blobs", Upload.ToString()[^2..], Upload.ToString());

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected FileBlobStore Local() => Store(new LocalFileSystem(usesLinuxCalls: OperatingSystem.IsLinux()));

    protected FileBlobStore Failing() => Store(new ForgetfulFileSystem(Folder, Calls));

    private protected FileBlobStore Store(IFileSystem files) => new(Options.Create(new StorageOptions { DataRoot = Path.Combine(Folder, "data") }), files);

    protected async Task<IBlobWriter> OpenAsync(FileBlobStore blobs, long expected = 0)
    {
        var writer = (await blobs.OpenWriterAsync(Upload, Stop))!;
        await writer.BeginAnewAsync();
        writer.Expect(expected);
        return writer;
    }

    protected static Task AppendAsync(IBlobWriter writer, int length) => writer.AppendAsync(new ReadOnlySequence<byte>(new byte[length])).AsTask();
}
