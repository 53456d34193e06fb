using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Aborts uploads that cannot be resumed and that nobody is sending: a PUT whose process or client died must not hold its quota for days.</summary>
public sealed class AbandonedUploads(
    IMetadataStore metadata, IBlobStore blobs, UploadAbortion abortion, IOptions<SweepingOptions> options, TimeProvider time) : ISweep
{
    private const int Batch = 200;

    /// <inheritdoc/>
    public string Kind => "abandoned-uploads";

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        UploadId? after = null;
        while (true)
        {
            var before = time.GetUtcNow() - options.Value.AbandonedAfter;
            var page = await metadata.ReadAsync(transaction => transaction.Uploads.ListUnresumableAsync(before, after, Batch), cancellationToken);
            foreach (var upload in page)
            {
                // Whoever is sending it, however slowly, holds its blob; and while we hold it nobody can begin to.
                await using var writer = await blobs.OpenWriterAsync(upload, cancellationToken);
                swept += writer is not null && await abortion.AbortAsync(upload, "abandoned") ? 1 : 0;
            }

            if (page.Count < Batch)
            {
                return swept;
            }

            after = page[^1];
        }
    }
}
