using Microsoft.Extensions.Options;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Forgets sessions that ended long ago. Nothing depends on them: a revision has the id of its upload.</summary>
public sealed class EndedUploads(IMetadataStore metadata, IOptions<SweepingOptions> options, TimeProvider time) : ISweep
{
    private const int Batch = 500;

    /// <inheritdoc/>
    public string Kind => "ended-uploads";

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        int batch;
        do
        {
            var before = time.GetUtcNow() - options.Value.TombstoneAge;
            batch = await metadata.WriteAsync(transaction => transaction.Uploads.ForgetAsync(before, Batch), cancellationToken);
            swept += batch;
        }
        while (batch == Batch);

        return swept;
    }
}
