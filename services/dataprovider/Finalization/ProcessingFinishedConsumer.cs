using System.Text.Json;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Diagram 3, the arrow 10: every step has let the upload pass, so it becomes a file.</summary>
/// <remarks>A second delivery finds the revision, or the session ended: nothing happens.</remarks>
internal sealed class ProcessingFinishedConsumer(
    UploadFinalizer finalizer, UploadAbortion abortion, OutcomeWaiters waiters, ILogger<ProcessingFinishedConsumer> logger) : IEventConsumer
{
    public EventName EventName => EventName.ProcessingFinished;

    public string DurableName => "dataprovider-processing-finished";

    public async ValueTask<EventResult> ConsumeAsync(ReceivedEvent received, CancellationToken cancellationToken)
    {
        ProcessingFinished finished;
        try
        {
            finished = ProcessingFinished.FromJson(received.Payload.Span);
        }
        catch (JsonException exception)
        {
            return EventResult.Impossible(exception.Message);
        }

        var result = await finalizer.FinalizeProcessedAsync(finished.UploadId, finished.Run, finished.Marks);
        if (result.Refusal is { } refusal and not Refusal.Ended and not Refusal.Aborted)
        {
            // What was true when the bytes had arrived no longer is: a precondition, the quota, the folder.
            await abortion.AbortProcessedAsync(finished.UploadId, finished.Run, new ProcessingFailure(refusal), result.Detail!);
        }

        waiters.Tell(finished.UploadId);
        return EventResult.Done;
    }

    public ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken)
    {
        // The session is still being processed: its steps are asked again, and their outcome comes in another event.
        logger.OutcomeLost(received.Upload, reason);
        return ValueTask.CompletedTask;
    }
}
