using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Appends to a file at an explicit offset: no stream, no second buffer.</summary>
internal sealed class FileBlobWriter : IBlobWriter
{
    private readonly string _path;
    private readonly FileLock _lock;
    private readonly WriterHandover _handover;
    private readonly SafeFileHandle _file;
    private readonly bool _new;
    private readonly List<ReadOnlyMemory<byte>> _blocks = [];

    public FileBlobWriter(string path, FileLock taken, WriterHandover handover)
    {
        (_path, _lock, _handover) = (path, taken, handover);
        _new = !File.Exists(path);
        try
        {
            _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            Length = RandomAccess.GetLength(_file);
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

    public ValueTask TruncateAsync(long length)
    {
        if (length < Length)
        {
            RandomAccess.SetLength(_file, length);
            Length = length;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask AppendAsync(ReadOnlySequence<byte> bytes)
    {
        _blocks.Clear();
        foreach (var block in bytes)
        {
            _blocks.Add(block);
        }

        try
        {
            // One gathering write, on this thread: the page cache takes it, and handing it to another thread costs more.
            RandomAccess.Write(_file, _blocks, Length);
        }
        catch (IOException exception) when (IsFull(exception))
        {
            throw new StorageFullException(exception);
        }

        Length += bytes.Length;
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync()
    {
        try
        {
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException exception) when (IsFull(exception))
        {
            throw new StorageFullException(exception);
        }

        if (_new)
        {
            Folder.Flush(Path.GetDirectoryName(_path)!);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _handover.Leave(Path.GetFileName(_path));
        _file.Dispose();
        _lock.Dispose();
        return ValueTask.CompletedTask;
    }

    // ENOSPC and EDQUOT where errno is the HResult; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static bool IsFull(IOException exception) => OperatingSystem.IsWindows()
        ? exception.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
        : exception.HResult is 28 or 122 or 69;
}
