using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Blobs as files: <c>{root}/blobs/{last two digits of the id}/{id}</c>.</summary>
/// <remarks>The first digits of an id are its time; the last are random, so they spread files evenly over 256 folders.</remarks>
public sealed class FileBlobStore : IBlobStore, IDisposable
{
    private readonly string _root;
    private readonly WriterHandover _handover;

    /// <summary>Makes the folders, durably, so that later only a file's own folder needs a flush.</summary>
    public FileBlobStore(IOptions<StorageOptions> options)
    {
        var dataRoot = Folder.Create(options.Value.DataRoot);
        _root = Path.Combine(dataRoot, "blobs");
        for (var shard = 0; shard < 256; shard++)
        {
            Directory.CreateDirectory(Path.Combine(_root, shard.ToString("x2", provider: null)));
        }

        Folder.Flush(_root);
        Folder.Flush(dataRoot);
        _handover = new WriterHandover(dataRoot);
    }

    /// <inheritdoc/>
    public string Driver => "files";

    /// <inheritdoc/>
    public ValueTask<IBlobWriter?> OpenWriterAsync(UploadId upload, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(upload);
        return new ValueTask<IBlobWriter?>(FileLock.TryTake(path + ".lock") is { } taken ? new FileBlobWriter(path, taken, _handover) : null);
    }

    /// <inheritdoc/>
    public async ValueTask<IBlobWriter?> TakeOverAsync(UploadId upload, TimeSpan patience, CancellationToken cancellationToken)
    {
        var path = PathOf(upload);
        var taken = await _handover.TakeAsync(upload.ToString(), () => FileLock.TryTake(path + ".lock"), patience, cancellationToken);
        return taken is null ? null : new FileBlobWriter(path, taken, _handover);
    }

    /// <inheritdoc/>
    public ValueTask SealAsync(UploadId upload, long length)
    {
        var path = PathOf(upload);
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            var found = RandomAccess.GetLength(file);
            if (found != length)
            {
                throw new InvalidDataException($"The blob of upload {upload} has {found} bytes, not {length}.");
            }

            RandomAccess.FlushToDisk(file);
        }

        Folder.Flush(Path.GetDirectoryName(path)!);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenReadAsync(UploadId upload, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new ValueTask<Stream?>(new FileStream(PathOf(upload), new FileStreamOptions
            {
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,     // whoever copies brings a buffer
            }));
        }
        catch (FileNotFoundException)
        {
            return new ValueTask<Stream?>((Stream?)null);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredBlob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var shard in new DirectoryInfo(_root).EnumerateDirectories())
        {
            foreach (var file in shard.EnumerateFiles())
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Not the locks beside them, and nothing that somebody else has put there.
                if (UploadId.TryParse(file.Name, null, out var upload))
                {
                    yield return new StoredBlob(upload, file.Length, file.LastWriteTimeUtc);
                }
            }
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<int> TidyAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var file in Directory.EnumerateFiles(_root, "*.lock", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Taking a lock and letting it go removes its file; one that is held cannot be taken.
            using var taken = FileLock.TryTake(file);
            removed += taken is null ? 0 : 1;
        }

        return ValueTask.FromResult(removed);
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(UploadId upload)
    {
        var path = PathOf(upload);
        File.Delete(path);      // never the lock beside it: only its holder may
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _handover.Dispose();

    /// <summary>Gives a blob that another store has on the same file system a second name here; the same bytes on the disk, for nothing.</summary>
    /// <returns>Whether it was possible. The name is durable after <see cref="SealAsync"/>.</returns>
    internal bool TryLink(UploadId upload, FileBlobStore source) => HardLink.TryMake(source.PathOf(upload), PathOf(upload));

    private string PathOf(UploadId upload)
    {
        var name = upload.ToString();
        return Path.Combine(_root, name[^2..], name);
    }
}
