namespace UploadProcessing.Storage.Backups;

/// <summary>Keeps the blobs of removed revisions where they are until it is disposed.</summary>
internal sealed class BlobHold : IAsyncDisposable
{
    // Long enough for a slow machine to renew it several times, short enough that one of a process that died is soon released.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5), Renewal = TimeSpan.FromSeconds(30);

    private readonly IMetadataStore _metadata;
    private readonly TimeProvider _time;
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _released = new();
    private Task _renewing = Task.CompletedTask;

    private BlobHold(IMetadataStore metadata, TimeProvider time)
    {
        _metadata = metadata;
        _time = time;
    }

    /// <summary>Cancelled when the hold could not be kept: then blobs may have gone.</summary>
    public CancellationToken Lost => _lost.Token;

    public static async Task<BlobHold> PlaceAsync(IMetadataStore metadata, TimeProvider time, CancellationToken cancellationToken)
    {
        var hold = new BlobHold(metadata, time);
        await metadata.WriteAsync(async transaction =>
        {
            await transaction.Holds.PlaceAsync(hold._id, time.GetUtcNow() + Lifetime);
            return true;
        }, cancellationToken);
        hold._renewing = hold.RenewAsync();
        return hold;
    }

    /// <summary>Renews it now; false when it is gone.</summary>
    public ValueTask<bool> IsKeptAsync(CancellationToken cancellationToken) =>
        _metadata.WriteAsync(transaction => transaction.Holds.RenewAsync(_id, _time.GetUtcNow() + Lifetime), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _renewing;
        await _metadata.WriteAsync(async transaction =>
        {
            await transaction.Holds.ReleaseAsync(_id);
            return true;
        }, CancellationToken.None);
        _released.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(Renewal, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_released.Token))
            {
                if (!await IsKeptAsync(_released.Token))
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_released.IsCancellationRequested)
        {
            // Released: nothing is to be renewed any more.
        }
    }
}
