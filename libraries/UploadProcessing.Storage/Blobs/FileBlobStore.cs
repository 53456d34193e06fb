using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Files;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Blobs as files: <c>{root}/blobs/{last two digits of the id}/{id}</c>.</summary>
/// <remarks>The first digits of an id are its time; the last are random, so they spread files evenly over 256 folders.</remarks>
public sealed class FileBlobStore : IBlobStore, IDisposable
{
    private readonly IFileSystem _files;
    private readonly FailedBlobs _failures;
    private readonly string _root;
    private readonly WriterHandover _handover;

    /// <summary>Makes the folders, durably, so that later only a file's own folder needs a flush.</summary>
    internal FileBlobStore(IOptions<StorageOptions> options, IFileSystem files)
    {
        _files = files;
        _failures = new FailedBlobs(files);
        var dataRoot = Folder.Create(files, options.Value.DataRoot);
        _root = Path.Combine(dataRoot, "blobs");
        files.MakeFolder(_root);
        foreach (var shard in Shards())
        {
            files.MakeFolder(shard);
        }

        files.FlushFolder(_root);
        files.FlushFolder(dataRoot);
        _handover = new WriterHandover(dataRoot);
    }

    /// <inheritdoc/>
    public string Driver => "files";

    /// <inheritdoc/>
    public ValueTask<IBlobWriter?> OpenWriterAsync(UploadId upload, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(upload);
        return new ValueTask<IBlobWriter?>(FileLock.TryTake(path + ".lock") is { } taken ? Writer(upload, taken) : null);
    }

    /// <inheritdoc/>
    public async ValueTask<IBlobWriter?> TakeOverAsync(UploadId upload, TimeSpan patience, CancellationToken cancellationToken)
    {
        var path = PathOf(upload);
        var taken = await _handover.TakeAsync(upload.ToString(), () => FileLock.TryTake(path + ".lock"), patience, cancellationToken);
        return taken is null ? null : Writer(upload, taken);
    }

    /// <inheritdoc/>
    public ValueTask SealAsync(UploadId upload, long length)
    {
        var path = PathOf(upload);
        if (_failures.Contains(path))
        {
            throw new StorageFailedException(inner: null);
        }

        using var file = _files.Open(path, FileMode.Open);
        if (file.Length is var found && found != length)
        {
            throw new InvalidDataException($"The blob of upload {upload} has {found} bytes, not {length}.");
        }

        try
        {
            if (length >= RoomAhead.FirstWindow)
            {
                // Whoever wrote it, even a process that died: what is set aside beyond the end is nobody's.
                file.SetLength(length);
            }

            file.Flush();
            _files.FlushFolder(Path.GetDirectoryName(path)!);
            new DurableLength(_files, path).Remove(length);
        }
        catch (IOException exception)
        {
            throw _failures.Add(path, exception);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenReadAsync(UploadId upload, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<Stream?>(_files.OpenRead(PathOf(upload)));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredBlob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var shard in Shards())
        {
            foreach (var file in _files.List(shard))
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Not the locks and marks beside them, and nothing that somebody else has put there.
                if (UploadId.TryParse(file.Name, null, out var upload))
                {
                    yield return new StoredBlob(upload, file.Length, file.LastWriteTimeUtc);
                }
            }
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<int> TidyAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        // A lock's file is there a moment before it is locked: whoever tried that one would shut out the upload it was made for.
        foreach (var file in Shards().SelectMany(_files.List).Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
        {
            cancellationToken.ThrowIfCancellationRequested();
            removed += Tidied(file.FullName) ? 1 : 0;
        }

        return ValueTask.FromResult(removed);
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(UploadId upload)
    {
        var path = PathOf(upload);
        _files.Delete(path);        // never the lock beside it: only its holder may
        // After it: a crash in between leaves marks without a blob, never a failed blob without its mark.
        _failures.Remove(path);
        _files.Delete(path + DurableLength.Mark);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _handover.Dispose();

    /// <summary>Gives a blob that another store has on the same file system a second name here; the same bytes on the disk, for nothing.</summary>
    /// <returns>Whether it was possible. The name is durable after <see cref="SealAsync"/>.</returns>
    internal bool TryLink(UploadId upload, FileBlobStore source) => HardLink.TryMake(source.PathOf(upload), PathOf(upload));

    private FileBlobWriter Writer(UploadId upload, FileLock taken) => new(_files, _failures, upload, PathOf, taken, _handover);

    private bool Tidied(string file)
    {
        if (file.EndsWith(".lock", StringComparison.Ordinal))
        {
            // Taking a lock and letting it go removes its file; one that is held cannot be taken.
            using var taken = FileLock.TryTake(file);
            return taken is not null;
        }

        if (!UploadId.TryParse(Path.GetFileNameWithoutExtension(file), null, out _)
            || Path.GetExtension(file) is not (FailedBlobs.Mark or DurableLength.Mark)
            || _files.Exists(Path.ChangeExtension(file, null)))
        {
            return false;
        }

        _files.Delete(file);
        return true;
    }

    private IEnumerable<string> Shards() => Enumerable.Range(0, 256).Select(shard => Path.Combine(_root, shard.ToString("x2", provider: null)));

    private string PathOf(UploadId upload)
    {
        var name = upload.ToString();
        return Path.Combine(_root, name[^2..], name);
    }
}
