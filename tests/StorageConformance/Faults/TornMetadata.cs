using UploadProcessing.Storage;

namespace StorageConformance.Faults;

/// <summary>A metadata store whose process may end before a commit, or in the middle of it: then its files are torn between the two.</summary>
internal sealed class TornMetadata(
    IMetadataStore inner, CallPoints points, Func<DatabaseImage> take, Action<DatabaseImage, DatabaseImage> tear) : IMetadataStore
{
    public ValueTask<T> ReadAsync<T>(Func<IMetadataTransaction, ValueTask<T>> read, CancellationToken cancellationToken) =>
        points.Ended ? throw new ProcessEndedException("read") : inner.ReadAsync(read, cancellationToken);

    public async ValueTask<T> WriteAsync<T>(Func<IMetadataTransaction, ValueTask<T>> write, CancellationToken cancellationToken)
    {
        points.Pass("transaction");
        var before = points.EndsNext ? take() : null;
        var result = await inner.WriteAsync(write, cancellationToken);
        if (before is not null)
        {
            tear(before, take());
        }

        points.Pass("commit");
        return result;
    }
}
