using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;

namespace UploadProcessing.Benchmarks.Metadata;

/// <summary>Blobs that are always there and always empty: what is measured is the metadata.</summary>
internal sealed class NoBytes : IBlobStore
{
    public string Driver => "none";

    public ValueTask<IBlobWriter?> OpenWriterAsync(UploadId upload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IBlobWriter?> TakeOverAsync(UploadId upload, TimeSpan patience, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask SealAsync(UploadId upload, long length) => ValueTask.CompletedTask;

    public ValueTask<Stream?> OpenReadAsync(UploadId upload, CancellationToken cancellationToken) => ValueTask.FromResult<Stream?>(Stream.Null);

    public IAsyncEnumerable<StoredBlob> ListAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<StoredBlob>();

    public ValueTask<int> TidyAsync(DateTimeOffset before, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    public ValueTask DeleteAsync(UploadId upload) => ValueTask.CompletedTask;
}
