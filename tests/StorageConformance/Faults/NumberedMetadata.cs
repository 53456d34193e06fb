using UploadProcessing.Storage;

namespace StorageConformance.Faults;

/// <summary>A metadata store whose calls are numbered: every transaction, and every call within one.</summary>
internal sealed class NumberedMetadata(IMetadataStore inner, CallPoints points) : IMetadataStore
{
    public ValueTask<T> ReadAsync<T>(Func<IMetadataTransaction, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        points.Pass("read");
        return inner.ReadAsync(read, cancellationToken);
    }

    public ValueTask<T> WriteAsync<T>(Func<IMetadataTransaction, ValueTask<T>> write, CancellationToken cancellationToken)
    {
        points.Pass("transaction");
        return inner.WriteAsync(transaction => write(NumberedCalls.Around(transaction, points)), cancellationToken);
    }
}
