using System.Buffers;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Appends to one blob. There is one at a time; disposing it lets the next one in.</summary>
public interface IBlobWriter : IAsyncDisposable
{
    /// <summary>Bytes in the blob: where the next append goes.</summary>
    long Length { get; }

    /// <summary>Is cancelled when somebody newer wants to write: flush what is there and let go.</summary>
    CancellationToken Wanted { get; }

    /// <summary>Drops all bytes from <paramref name="length"/> on.</summary>
    ValueTask TruncateAsync(long length);

    /// <summary>Writes at the end. Durable only after <see cref="FlushAsync"/>.</summary>
    /// <exception cref="StorageFullException">The disk is full; bytes written before stay.</exception>
    ValueTask AppendAsync(ReadOnlySequence<byte> bytes);

    /// <summary>Returns once every appended byte, and the blob's name, survives a power cut.</summary>
    ValueTask FlushAsync();
}
