using System.Text.Json;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Diagram 3, the arrow 14: a step has decided against the upload. It never becomes visible, and its quota comes back.</summary>
/// <remarks>A second delivery finds the session ended: nothing happens.</remarks>
internal sealed class ProcessingAbortedConsumer(UploadAbortion abortion, OutcomeWaiters waiters, ILogger<ProcessingAbortedConsumer> logger) : IEventConsumer
{
    public EventName EventName => EventName.ProcessingAborted;

    public string DurableName => "dataprovider-processing-aborted";

    public async ValueTask<EventResult> ConsumeAsync(ReceivedEvent received, CancellationToken cancellationToken)
    {
        ProcessingAborted aborted;
        try
        {
            aborted = ProcessingAborted.FromJson(received.Payload.Span);
        }
        catch (JsonException exception)
        {
            return EventResult.Impossible(exception.Message);
        }

        var failure = new ProcessingFailure(Refusal.Rejected, aborted.Step, aborted.KeepBytes);
        await abortion.AbortProcessedAsync(aborted.UploadId, aborted.Run, failure, aborted.Reason);
        waiters.Tell(aborted.UploadId);
        return EventResult.Done;
    }

    public ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken)
    {
        // As of the other outcome.
        logger.OutcomeLost(received.Upload, reason);
        return ValueTask.CompletedTask;
    }
}
