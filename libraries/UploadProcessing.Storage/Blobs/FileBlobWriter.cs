using System.Buffers;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Files;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Appends to a file at an explicit offset: no stream, no second buffer.</summary>
internal sealed class FileBlobWriter : IBlobWriter
{
    private readonly IFileSystem _files;
    private readonly FailedBlobs _failures;
    private readonly string _path;
    private readonly Func<UploadId, string> _pathOf;
    private readonly FileLock _lock;
    private readonly WriterHandover _handover;
    private readonly IOpenFile _file;
    private readonly RoomAhead _room;
    private readonly DurableLength _durable;
    private readonly List<ReadOnlyMemory<byte>> _blocks = [];
    private bool _failed;
    private bool _named;
    private bool _anew;
    private bool _neverHadBytes;

    public FileBlobWriter(IFileSystem files, FailedBlobs failures, UploadId upload, Func<UploadId, string> pathOf, FileLock taken, WriterHandover handover)
    {
        var path = pathOf(upload);
        (_files, _failures, _path, _pathOf, _lock, _handover) = (files, failures, path, pathOf, taken, handover);
        try
        {
            _failed = failures.Contains(path);
            _file = files.Open(path, FileMode.OpenOrCreate);
            _room = new RoomAhead(_file);
            _durable = new DurableLength(files, path);
            var found = _file.Length;
            Length = _durable.Read(found);
            _neverHadBytes = found == 0;
            if (Length < found)
            {
                _file.SetLength(Length);
            }

            Wanted = handover.Listen(Path.GetFileName(path));
        }
        catch
        {
            _file?.Dispose();
            taken.Dispose();
            throw;
        }
    }

    public long Length { get; private set; }

    public CancellationToken Wanted { get; }

    public void Expect(long length) => _room.Limit = length;

    public ValueTask BeginAnewAsync()
    {
        _anew = !_durable.Exists;
        return TruncateAsync(0);
    }

    public ValueTask TruncateAsync(long length)
    {
        ThrowIfFailed();
        if (length < Length)
        {
            _durable.Lower(length);
            _file.SetLength(length);
            _room.Drop();
            Length = length;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask AppendAsync(ReadOnlySequence<byte> bytes)
    {
        ThrowIfFailed();
        _blocks.Clear();
        foreach (var block in bytes)
        {
            _blocks.Add(block);
        }

        BeforeAppending();
        try
        {
            _room.Ensure(Length, Length + bytes.Length);
            // One gathering write, on this thread: the page cache takes it, and handing it to another thread costs more.
            _file.Write(_blocks, Length);
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw new StorageFullException(exception);
        }

        Length += bytes.Length;
        _neverHadBytes = false;
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> TryAppendBlobAsync(UploadId source)
    {
        ThrowIfFailed();
        BeforeAppending();
        // What has been set aside is in the way.
        _room.Release(Length);
        if (!_file.TryClone(_pathOf(source), Length))
        {
            return ValueTask.FromResult(false);
        }

        Length = _file.Length;
        return ValueTask.FromResult(true);
    }

    public ValueTask FlushAsync()
    {
        ThrowIfFailed();
        Flush(keep: _durable.IsKept);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        try
        {
            _room.Release(Length);
        }
        catch (IOException)
        {
            // It comes back when the upload is gone on with, sealed or dropped; what has been committed meanwhile must not look failed.
        }
        finally
        {
            _handover.Leave(Path.GetFileName(_path));
            _file.Dispose();
            _lock.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Whoever goes on after a power cut must find where it is safe to.</summary>
    private void BeforeAppending()
    {
        if (_anew || _durable.IsKept)
        {
            return;
        }

        if (!_neverHadBytes)
        {
            // What is there already may not be on the disk yet.
            Flush(keep: true);
            return;
        }

        try
        {
            // Of an empty file there is nothing to flush, and one flush of the folder is enough for both names.
            _durable.Keep(0);
            _named = true;
        }
        catch (IOException exception)
        {
            _failed = true;
            throw _failures.Add(_path, exception);
        }
    }

    private void Flush(bool keep)
    {
        try
        {
            _file.Flush();
            if (!_named)
            {
                // Whoever made the file, this writer or one that died before its first flush: the name may not be on disk yet.
                _files.FlushFolder(Path.GetDirectoryName(_path)!);
                _named = true;
            }

            if (keep)
            {
                _durable.Keep(Length);
            }
        }
        catch (IOException exception)
        {
            _failed = true;
            throw _failures.Add(_path, exception);
        }
    }

    private void ThrowIfFailed()
    {
        if (_failed)
        {
            throw new StorageFailedException(inner: null);
        }
    }
}
