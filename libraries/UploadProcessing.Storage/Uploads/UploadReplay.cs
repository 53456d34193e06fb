using UploadProcessing.Contracts;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Tells again what there is to tell of an upload: whoever should have heard it did not, or has forgotten it.</summary>
public sealed class UploadReplay(IMetadataStore metadata, OutboxSignal owed, TimeProvider time)
{
    /// <summary>Owes the event of the upload's state: of one in processing its steps are asked again, which drives its run on.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="operation">Who does this, and what, for the history.</param>
    /// <param name="only">Only if it is in this state; null: in any that has an event.</param>
    /// <returns>Why not; null when it is owed.</returns>
    public async ValueTask<(Refusal Refusal, string Detail)?> ReplayAsync(UploadId upload, string operation, UploadState? only = null)
    {
        var refused = await metadata.WriteAsync(transaction => ReplayAsync(transaction, upload, operation, only), CancellationToken.None);
        if (refused is null)
        {
            owed.Set();
        }

        return refused;
    }

    private async ValueTask<(Refusal Refusal, string Detail)?> ReplayAsync(
        IMetadataTransaction transaction, UploadId upload, string operation, UploadState? only)
    {
        if (await transaction.Uploads.FindAsync(upload) is not { } session || await transaction.Spaces.FindAsync(session.Space) is not { } space)
        {
            return (Refusal.NotFound, "There is no such upload.");
        }

        if (only is { } wanted && session.State != wanted)
        {
            return (Refusal.Ended, $"It is not {wanted.ToString().ToLowerInvariant()} but {session.State.ToString().ToLowerInvariant()}.");
        }

        var now = time.GetMilliseconds();
        switch (session)
        {
            case { State: UploadState.Processing, Run: { Steps.Count: > 0 } run }:
                await transaction.Outbox.OweAsync(OwedEvent.AllBytesReceived(session, run, space.Owner, now, session.Marks));
                await transaction.Uploads.AskAgainAsync(upload, now);
                break;
            case { State: UploadState.Finalized } when await transaction.Nodes.FindRevisionAsync(upload) is { } revision
                && await transaction.Nodes.FindAsync(revision.Node) is { } file:
                await transaction.Outbox.OweAsync(OwedEvent.Ready(file, revision, session.Created ?? false, space.Owner, session.TraceParent));
                break;
            case { State: UploadState.Aborted, Run: not null }:
                await transaction.Outbox.OweAsync(OwedEvent.Aborted(session, session.Reason ?? "", session.Failure, now));
                break;
            default:
                return (Refusal.Ended, "There is no event to tell of it: it is not complete, or its file is gone.");
        }

        await transaction.History.AddAsync(upload, operation, now);
        return null;
    }
}
