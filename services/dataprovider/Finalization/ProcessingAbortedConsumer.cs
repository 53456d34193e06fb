using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Storage.Rescans;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Diagram 3, the arrow 14: a step has decided against the upload. It never becomes visible, and its quota comes back.</summary>
/// <remarks>A second delivery finds the session ended: nothing happens.</remarks>
internal sealed class ProcessingAbortedConsumer(UploadRuns runs, Rescanner rescanner, OutcomeWaiters waiters, ILogger<ProcessingAbortedConsumer> logger)
    : EventConsumer<ProcessingAborted>(EventName.ProcessingAborted, "dataprovider-processing-aborted", ProcessingAborted.FromJson)
{
    public override ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken)
    {
        // As of the other outcome.
        logger.OutcomeLost(received.Upload, reason);
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask<EventResult> ConsumeAsync(ProcessingAborted payload, ReceivedEvent received, CancellationToken cancellationToken)
    {
        if (payload.Rescan is { } rescan)
        {
            var verdict = payload.Undecided ? RescanVerdict.Undecided : RescanVerdict.Found;
            await rescanner.ConcludeAsync(rescan, payload.UploadId, verdict, $"{payload.Step}: {payload.Reason}");
            return EventResult.Done;
        }

        var report = new RunReport(payload.Run, payload.Marks, payload.Changes);
        await runs.RefuseAsync(payload.UploadId, report, payload.Step, payload.KeepBytes, payload.Reason);
        waiters.Tell(payload.UploadId);
        return EventResult.Done;
    }
}
