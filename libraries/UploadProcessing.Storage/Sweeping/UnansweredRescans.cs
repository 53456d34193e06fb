using Microsoft.Extensions.Options;
using UploadProcessing.Storage.Outbox;
using UploadProcessing.Storage.Rescans;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Goes on with rescans: asks again what a bus has lost, and about the next files.</summary>
public sealed class UnansweredRescans(IMetadataStore metadata, OutboxSignal owed, IOptions<SweepingOptions> options, TimeProvider time) : ISweep
{
    private const int Batch = 100;

    /// <inheritdoc/>
    public string Kind => "unanswered-rescans";

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var asked = 0;
        foreach (var rescan in await metadata.ReadAsync(transaction => transaction.Rescans.ListAsync(underWayOnly: true, Batch), cancellationToken))
        {
            asked += await metadata.WriteAsync(transaction => AskAgainAsync(transaction, rescan), cancellationToken);
            await RescanAsking.ReadOnAsync(metadata, rescan.Id, time, cancellationToken);
        }

        owed.Set();
        return asked;
    }

    private async ValueTask<int> AskAgainAsync(IMetadataTransaction transaction, Rescan rescan)
    {
        var now = time.GetMilliseconds();
        var unanswered = await transaction.Rescans.ListAskedAsync(rescan.Id, now - options.Value.AskAgainAfter, Batch);
        foreach (var id in unanswered)
        {
            if (await transaction.Nodes.FindRevisionAsync(id) is not { } revision || !await RescanAsking.TryAskAsync(transaction, rescan, revision, now))
            {
                // Removed or replaced since: nobody can read it any more.
                await transaction.Rescans.AnswerAsync(rescan.Id, id);
            }
        }

        return unanswered.Count;
    }
}
