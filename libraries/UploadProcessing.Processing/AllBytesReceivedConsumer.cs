using System.Text.Json;
using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Processing.Pipeline;
using UploadProcessing.Processing.Runs;

namespace UploadProcessing.Processing;

/// <summary>Diagram 3, the arrow 8: an upload whose bytes are all there is processed. Its deliveries drive the run until it has ended.</summary>
internal sealed class AllBytesReceivedConsumer(
    RunDriver driver, OutcomePublisher outcomes, TimeProvider time, ILogger<AllBytesReceivedConsumer> logger) : IEventConsumer
{
    public EventName EventName => EventName.AllBytesReceived;

    public string DurableName => "processing-all-bytes-received";

    public async ValueTask<EventResult> ConsumeAsync(ReceivedEvent received, CancellationToken cancellationToken) =>
        Read(received) is { } upload
            ? await driver.DriveAsync(upload, received.PublishedAt, cancellationToken)
            : EventResult.Impossible("The event cannot be read.");

    public async ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken)
    {
        if (Read(received) is not { } upload)
        {
            // By no build of ours, or by a later one: its session asks again, and whoever can read it then answers.
            logger.Unreadable(received.Upload);
            return;
        }

        var outcome = new RunOutcome(time.GetUtcNow(), upload.Steps[0], "It could not be processed. Tell whoever runs this server.", KeepBytes: true, Undecided: true);
        if (!await outcomes.PublishAsync(ProcessingPipeline.Begin(upload, received.PublishedAt), outcome, cancellationToken))
        {
            throw new InvalidOperationException("The outcome could not be published.");
        }
    }

    private static AllBytesReceived? Read(ReceivedEvent received)
    {
        try
        {
            return AllBytesReceived.FromJson(received.Payload.Span) is { Steps.Count: > 0 } upload && upload.UploadId == received.Upload ? upload : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
