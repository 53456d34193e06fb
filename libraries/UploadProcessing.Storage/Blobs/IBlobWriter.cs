using System.Buffers;
using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Appends to one blob. There is one at a time; disposing it lets the next one in.</summary>
public interface IBlobWriter : IAsyncDisposable
{
    /// <summary>Bytes in the blob: where the next append goes. What was flushed counts always; what was not, never after a power cut.</summary>
    long Length { get; }

    /// <summary>Is cancelled when somebody newer wants to write: flush what is there and let go.</summary>
    CancellationToken Wanted { get; }

    /// <summary>Says how many bytes the blob may have in the end, so that room can be set aside while it grows; a limit, not a promise.</summary>
    void Expect(long length);

    /// <summary>Drops all bytes. What comes now is whole or it is nothing: nobody will go on with a part of it, and none of it is kept ready for that.</summary>
    ValueTask BeginAnewAsync();

    /// <summary>Drops all bytes from <paramref name="length"/> on.</summary>
    ValueTask TruncateAsync(long length);

    /// <summary>Writes at the end. Durable only after <see cref="FlushAsync"/>.</summary>
    /// <exception cref="StorageFullException">The disk is full; bytes written before stay.</exception>
    /// <exception cref="StorageFailedException">A flush of this blob has failed before, of this writer or an earlier one.</exception>
    ValueTask AppendAsync(ReadOnlySequence<byte> bytes);

    /// <summary>Appends all bytes of another blob without moving them, where the storage can let two blobs share what is on the disk.</summary>
    /// <returns>False when it cannot; nothing has changed then.</returns>
    ValueTask<bool> TryAppendBlobAsync(UploadId source);

    /// <summary>Returns once every appended byte, and the blob's name, survives a power cut.</summary>
    /// <exception cref="IOException">It failed, and with it the upload: a later flush would not tell what was lost by this one. Every
    /// writer of the blob, and sealing it, refuses from now on.</exception>
    ValueTask FlushAsync();
}
