using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Aborts sessions whose time is over (ocis#9797): their quota comes back and their bytes go.</summary>
public sealed class ExpiredUploads(IMetadataStore metadata, IBlobStore blobs, UploadAbortion abortion, TimeProvider time) : ISweep
{
    private const int Batch = 200;

    /// <inheritdoc/>
    public string Kind => "expired-uploads";

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        while (true)
        {
            var expired = await metadata.ReadAsync(transaction => transaction.Uploads.ListExpiredAsync(time.GetUtcNow(), Batch), cancellationToken);
            foreach (var upload in expired)
            {
                // Even while it is being written or committed: the transaction decides which of the two came first.
                await using var writer = await blobs.OpenWriterAsync(upload, cancellationToken);
                var ended = writer is null ? await abortion.AbortRowAsync(upload, "expired") : await abortion.AbortAsync(upload, "expired");
                swept += ended ? 1 : 0;
            }

            if (expired.Count < Batch)
            {
                return swept;
            }
        }
    }
}
