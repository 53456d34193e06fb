using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Where the bytes live: one blob an upload, at its final place from its first byte. One implementation per driver.</summary>
public interface IBlobStore
{
    /// <summary>The driver's name for telemetry: <c>files</c>.</summary>
    string Driver { get; }

    /// <summary>Opens the blob of an upload for appending, making it when it is new.</summary>
    /// <returns>A writer at the blob's end, or null while another one has it.</returns>
    ValueTask<IBlobWriter?> OpenWriterAsync(UploadId upload, CancellationToken cancellationToken);

    /// <summary>Opens the blob of an upload for appending, even if somebody else has it: they are asked to let go.</summary>
    /// <returns>A writer at the blob's end, or null when they do not within <paramref name="patience"/>, or somebody newer wants it too.</returns>
    ValueTask<IBlobWriter?> TakeOverAsync(UploadId upload, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>Makes the whole blob durable and gives back what was allocated beyond its end. Harmless when done before.</summary>
    /// <exception cref="InvalidDataException">The blob does not have <paramref name="length"/> bytes.</exception>
    /// <exception cref="IOException">It failed, or an earlier flush did: the blob cannot become a revision any more.</exception>
    ValueTask SealAsync(UploadId upload, long length);

    /// <summary>Opens the blob for reading from any position; null when there is none.</summary>
    ValueTask<Stream?> OpenReadAsync(UploadId upload, CancellationToken cancellationToken);

    /// <summary>Every blob there is, in no particular order; one that is made or removed meanwhile may or may not be among them.</summary>
    IAsyncEnumerable<StoredBlob> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes what writers that crashed before <paramref name="before"/> have left beside the blobs. What is younger may be about to be used.</summary>
    /// <returns>How many there were.</returns>
    ValueTask<int> TidyAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes the blob; harmless when there is none.</summary>
    ValueTask DeleteAsync(UploadId upload);
}
