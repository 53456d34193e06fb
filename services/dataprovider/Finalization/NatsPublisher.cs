using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Emits what is owed: from the outbox's row to the stream's message.</summary>
internal sealed class NatsPublisher(EventPublisher publisher) : IEventPublisher
{
    public ValueTask<string?> PrepareAsync(CancellationToken cancellationToken) => publisher.PrepareAsync(cancellationToken);

    public async ValueTask<PublishProblem?> PublishAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        var owed = pending.Owed;
        var result = await publisher.PublishAsync(
            new OutgoingEvent(
                owed.Name, owed.Upload, pending.MessageId, owed.Payload, owed.TraceParent,
                // An arrow of the diagram: the request that caused it waits for what comes of it.
                InTraceOfCause: owed.Name == EventName.AllBytesReceived),
            cancellationToken);
        return result.Outcome is PublishOutcome.Stored
            ? null
            : new PublishProblem(result.Detail!, IsFinal: result.Outcome is PublishOutcome.Refused);
    }
}
