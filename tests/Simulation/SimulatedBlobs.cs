using System.Buffers;
using System.Runtime.CompilerServices;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;

namespace Simulation;

/// <summary>The blobs as one process sees them; every call may be its last.</summary>
internal sealed class SimulatedBlobs(SimulatedDisk disk, Turns turns, SimulatedProcess process, TimeProvider time) : IBlobStore
{
    public string Driver => "simulated";

    public async ValueTask<IBlobWriter?> OpenWriterAsync(UploadId upload, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(process);
        cancellationToken.ThrowIfCancellationRequested();
        if (disk.Find(upload) is { Writer: not null })
        {
            return null;
        }

        var file = disk.FindOrAdd(upload);
        if (file.Deleted)
        {
            file.Deleted = false;
            file.Bytes.Clear();
            file.Synced = 0;
            file.NameSynced = false;
        }

        file.Writer = process;
        return new Writer(this, file);
    }

    // Whoever writes here lets go at its next turn or dies: nobody is asked.
    public ValueTask<IBlobWriter?> TakeOverAsync(UploadId upload, TimeSpan patience, CancellationToken cancellationToken) =>
        OpenWriterAsync(upload, cancellationToken);

    public async ValueTask SealAsync(UploadId upload, long length)
    {
        await turns.WaitAsync(process);
        if (disk.Find(upload) is not { Deleted: false } file || file.Bytes.Count != length)
        {
            throw new InvalidDataException("The blob does not have that length.");
        }

        Flush(file);
        await turns.WaitAsync(process);
    }

    public async ValueTask<Stream?> OpenReadAsync(UploadId upload, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(process);
        return disk.Find(upload) is { Deleted: false } file ? new MemoryStream([.. file.Bytes]) : null;
    }

    public async IAsyncEnumerable<StoredBlob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await turns.WaitAsync(process);
        foreach (var (upload, file) in disk.Files.Where(entry => !entry.Value.Deleted).ToArray())
        {
            // As old as the oldest thing in this world: what protects a blob under way must be its session, not its age.
            yield return new StoredBlob(upload, file.Bytes.Count, time.GetUtcNow() - TimeSpan.FromDays(2));
        }
    }

    // Locks die with their process here: there is nothing to tidy.
    public async ValueTask<int> TidyAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(process);
        return 0;
    }

    public async ValueTask DeleteAsync(UploadId upload)
    {
        await turns.WaitAsync(process);
        disk.Delete(upload);
        await turns.WaitAsync(process);
    }

    private void Flush(SimulatedFile file)
    {
        if (disk.FaultNow)
        {
            throw new IOException("Input/output error");
        }

        file.Synced = file.Bytes.Count;
        file.NameSynced = true;
    }

    private sealed class Writer(SimulatedBlobs blobs, SimulatedFile file) : IBlobWriter
    {
        public long Length => file.Bytes.Count;

        public CancellationToken Wanted => CancellationToken.None;

        public void Expect(long length)
        {
        }

        public ValueTask BeginAnewAsync() => TruncateAsync(0);

        public async ValueTask TruncateAsync(long length)
        {
            await blobs.WaitAsync();
            file.Bytes.RemoveRange((int)length, file.Bytes.Count - (int)length);
            file.Synced = Math.Min(file.Synced, file.Bytes.Count);
        }

        public async ValueTask AppendAsync(ReadOnlySequence<byte> bytes)
        {
            await blobs.WaitAsync();
            if (blobs.IsFull)
            {
                throw new StorageFullException(new IOException("No space left on device"));
            }

            file.Bytes.AddRange(bytes.ToArray());
            await blobs.WaitAsync();
        }

        public ValueTask<bool> TryAppendBlobAsync(UploadId source) => ValueTask.FromResult(false);

        public async ValueTask FlushAsync()
        {
            await blobs.WaitAsync();
            blobs.Flush(file);
        }

        public ValueTask DisposeAsync()
        {
            file.Writer = null;
            return ValueTask.CompletedTask;
        }
    }

    private bool IsFull => disk.FaultNow;

    private Task WaitAsync() => turns.WaitAsync(process);
}
