using System.Runtime.CompilerServices;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Sessions that have ended hold nothing of a quota.</summary>
public sealed class EndedSessions(IMetadataStore metadata, TimeProvider time) : IIntegrityCheck
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Finding> FindAsync(IntegrityScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sessions = metadata.ReadPagesAsync((integrity, after, limit) => integrity.ListHoldingSessionsAsync(after, limit), cancellationToken);
        await foreach (var session in sessions)
        {
            yield return new Finding(
                "ended-session-holds-quota",
                await metadata.ReadAsync(transaction => transaction.Integrity.LocateAsync(session.Space), cancellationToken),
                $"The upload has ended and still holds {session.Bytes} bytes.")
            {
                Upload = session.Upload,
                Repair = token => ReleaseAsync(session, token),
            };
        }
    }

    // The space's count is not touched: it is of sessions under way, and is checked by itself.
    private async ValueTask ReleaseAsync(HoldingSession holding, CancellationToken cancellationToken) =>
        await metadata.WriteAsync(async transaction =>
        {
            if (await transaction.Uploads.FindAsync(holding.Upload) is { State: UploadState.Finalized or UploadState.Aborted } session)
            {
                await transaction.Uploads.MoveAsync(session.Id, session.State, session.Reason, reservedBytes: 0, time.GetMilliseconds());
            }

            return true;
        }, cancellationToken);
}
