namespace UploadProcessing.Storage.Sweeping;

/// <summary>Releases the holds of backups that died: blobs must not stay for ever because of a copy that nobody makes.</summary>
public sealed class ForgottenHolds(IMetadataStore metadata, TimeProvider time) : ISweep
{
    /// <inheritdoc/>
    public string Kind => "forgotten-holds";

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken) =>
        await metadata.WriteAsync(transaction => transaction.Holds.ReleaseExpiredAsync(time.GetUtcNow()), cancellationToken);
}
