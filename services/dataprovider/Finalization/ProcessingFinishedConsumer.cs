using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Storage.Rescans;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Diagram 3, the arrow 10: every step has let the upload pass, so it becomes a file.</summary>
/// <remarks>A second delivery finds the revision, or the session ended: nothing happens.</remarks>
internal sealed class ProcessingFinishedConsumer(
    UploadRuns runs, Rescanner rescanner, OutcomeWaiters waiters, ILogger<ProcessingFinishedConsumer> logger)
    : EventConsumer<ProcessingFinished>(EventName.ProcessingFinished, "dataprovider-processing-finished", ProcessingFinished.FromJson)
{
    public override ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken)
    {
        // The session is still being processed: its steps are asked again, and their outcome comes in another event.
        logger.OutcomeLost(received.Upload, reason);
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask<EventResult> ConsumeAsync(ProcessingFinished payload, ReceivedEvent received, CancellationToken cancellationToken)
    {
        if (payload.Rescan is { } rescan)
        {
            await rescanner.ConcludeAsync(rescan, payload.UploadId, RescanVerdict.Passed, reason: null);
            return EventResult.Done;
        }

        await runs.PassAsync(payload.UploadId, new RunReport(payload.Run, payload.Marks, payload.Changes));
        waiters.Tell(payload.UploadId);
        return EventResult.Done;
    }
}
