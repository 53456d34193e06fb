using System.Collections.Concurrent;
using UploadProcessing.Storage.Files;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Blobs of which a flush has failed. Nothing about them is acknowledged again, by this process or by a later one.</summary>
/// <remarks>
/// After a failed fsync the kernel may mark the pages as clean and drop them; the next fsync then succeeds over a hole. So the first failure
/// counts for good: in memory, and as a file beside the blob, because the pages that hide the hole outlive the process.
/// </remarks>
internal sealed class FailedBlobs(IFileSystem files)
{
    /// <summary>What the marks' names end in.</summary>
    public const string Mark = ".failed";

    private readonly ConcurrentDictionary<string, bool> _failed = new(StringComparer.Ordinal);

    public bool Contains(string blob) => _failed.ContainsKey(blob) || files.Exists(blob + Mark);

    /// <summary>Remembers the failure.</summary>
    /// <returns>What the caller is told.</returns>
    public IOException Add(string blob, IOException failure)
    {
        _failed[blob] = true;
        try
        {
            files.Open(blob + Mark, FileMode.OpenOrCreate).Dispose();
            files.FlushFolder(Path.GetDirectoryName(blob)!);
        }
        catch (IOException)
        {
            // The disk that failed may refuse this too; then memory has to do.
        }

        return DiskFull.Is(failure) ? new StorageFullException(failure) : new StorageFailedException(failure);
    }

    /// <summary>Forgets a blob that has been removed.</summary>
    public void Remove(string blob)
    {
        if (Contains(blob))
        {
            files.Delete(blob + Mark);
            _failed.TryRemove(blob, out _);
        }
    }
}
