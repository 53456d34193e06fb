using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Notes how far the steps of an upload are, for those who watch it and for operators. Nothing depends on it.</summary>
/// <remarks>A second delivery finds the changes noted, or the run over, whose outcome has told them: nothing happens.</remarks>
internal sealed class StepChangedConsumer(IMetadataStore metadata, OutcomeWaiters waiters)
    : EventConsumer<StepChanged>(EventName.StepChanged, "dataprovider-step-changed", StepChanged.FromJson)
{
    // The outcome tells the same again.
    public override ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    protected override async ValueTask<EventResult> ConsumeAsync(StepChanged payload, ReceivedEvent received, CancellationToken cancellationToken)
    {
        await metadata.WriteAsync(async transaction =>
        {
            if (await transaction.Uploads.FindAsync(payload.UploadId) is { State: UploadState.Processing, Run: { } run } && run.Number == payload.Run)
            {
                await transaction.History.AddAsync(payload.UploadId, payload.Run, payload.Changes);
            }

            return true;
        }, cancellationToken);
        waiters.Tell(payload.UploadId);
        return EventResult.Done;
    }
}
