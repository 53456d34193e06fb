using Microsoft.Extensions.Options;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Asks again for the steps of uploads that have been processed for long: whatever a bus has lost, the session knows (ocis#11557).</summary>
/// <remarks>Whoever still works on one takes no notice; whoever has decided says so again.</remarks>
public sealed class UnansweredUploads(IMetadataStore metadata, OutboxSignal owed, IOptions<SweepingOptions> options, TimeProvider time) : ISweep
{
    private const int Batch = 200;

    /// <inheritdoc/>
    public string Kind => "unanswered-uploads";

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var asked = 0;
        int batch;
        do
        {
            batch = await metadata.WriteAsync(AskAgainAsync, cancellationToken);
            asked += batch;
        }
        while (batch == Batch);

        if (asked > 0)
        {
            owed.Set();
        }

        return asked;
    }

    private async ValueTask<int> AskAgainAsync(IMetadataTransaction transaction)
    {
        var now = time.GetMilliseconds();
        var sessions = await transaction.Uploads.ListUnansweredAsync(now - options.Value.AskAgainAfter, Batch);
        foreach (var session in sessions)
        {
            // A space that is gone has ended its sessions.
            if (await transaction.Spaces.FindAsync(session.Space) is { } space)
            {
                await transaction.Outbox.OweAsync(OwedEvent.AllBytesReceived(session, session.Run!, space.Owner, now, session.Marks));
            }

            await transaction.Uploads.AskAgainAsync(session.Id, now);
        }

        return sessions.Count;
    }
}
