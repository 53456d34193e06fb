using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>Lets a consumer do its work, and tells the server what became of it.</summary>
internal sealed class DeliveryHandler(GivenUpEvents givenUp, IOptions<ConsumingOptions> options, ILogger<DeliveryHandler> logger)
{
    /// <param name="consumer">Who works.</param>
    /// <param name="delivery">On what.</param>
    /// <param name="stopping">The process stops: work that takes long returns the event, or throws.</param>
    public async ValueTask HandleAsync(IEventConsumer consumer, Delivery delivery, CancellationToken stopping)
    {
        if (delivery.Read() is not { } received)
        {
            logger.NoUpload(consumer.DurableName, delivery.Message.Subject);
            await delivery.EndAsync(CancellationToken.None);
            return;
        }

        using var activity = Telemetry.StartProcess(consumer, received, delivery.Message.Headers);
        var result = await ResultOfAsync(consumer, received, stopping);
        switch (result)
        {
            case EventResult.DoneResult:
                await delivery.AckAsync(CancellationToken.None);
                break;
            case EventResult.LaterResult later:
                await delivery.ReturnAsync(later.Delay, CancellationToken.None);
                break;
            case EventResult.FailedResult failed when received.Attempt < options.Value.Attempts:
                Telemetry.Failed(activity, failed.Reason);
                logger.AttemptFailed(consumer.DurableName, received.Upload, received.Attempt, failed.Reason);
                await delivery.ReturnAsync(options.Value.DelayAfter(received.Attempt), CancellationToken.None);
                break;
            case EventResult.FailedResult failed:
                Telemetry.Failed(activity, failed.Reason);
                await GiveUpAsync(consumer, delivery, received, failed.Reason, stopping);
                break;
            case EventResult.ImpossibleResult impossible:
                Telemetry.Failed(activity, impossible.Reason);
                await GiveUpAsync(consumer, delivery, received, impossible.Reason, stopping);
                break;
        }
    }

    private async ValueTask<EventResult> ResultOfAsync(IEventConsumer consumer, ReceivedEvent received, CancellationToken stopping)
    {
        try
        {
            return await consumer.ConsumeAsync(received, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return EventResult.Later(TimeSpan.Zero);
        }
#pragma warning disable CA1031 // Whatever it was: nobody above could do better than to try again, and to end it with a reason.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ConsumerThrew(exception, consumer.DurableName, received.Upload);
            return EventResult.Failed(exception.Message);
        }
    }

    private async ValueTask GiveUpAsync(IEventConsumer consumer, Delivery delivery, ReceivedEvent received, string reason, CancellationToken stopping)
    {
        logger.GivenUp(consumer.DurableName, received.Upload, received.Attempt, reason);
        try
        {
            await consumer.GiveUpAsync(received, reason, stopping);
            await givenUp.NoteAsync(consumer, received, delivery.Message, reason, stopping);
            QueueMetrics.CountGivenUp(consumer);
        }
#pragma warning disable CA1031 // As above; an event that ends in nothing must not be lost because giving it up failed once.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ConsumerThrew(exception, consumer.DurableName, received.Upload);
            await delivery.ReturnAsync(options.Value.LongestDelay, CancellationToken.None);
            return;
        }

        await delivery.EndAsync(CancellationToken.None);
    }
}
