namespace UploadProcessing.Storage.Sweeping;

/// <summary>Forgets app passwords whose time is over; they are good for nothing since then.</summary>
public sealed class ExpiredAppPasswords(IMetadataStore metadata, TimeProvider time) : ISweep
{
    private const int Batch = 500;

    /// <inheritdoc/>
    public string Kind => "expired-app-passwords";

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        int batch;
        do
        {
            batch = await metadata.WriteAsync(
                transaction => transaction.AppPasswords.ForgetExpiredAsync(time.GetUtcNow(), Batch), cancellationToken);
            swept += batch;
        }
        while (batch == Batch);

        return swept;
    }
}
