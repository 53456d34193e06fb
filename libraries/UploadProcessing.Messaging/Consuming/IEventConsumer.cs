using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>One arrow from nats: what a participant does with an event. Deliveries repeat and come in any order; the effect happens once.</summary>
public interface IEventConsumer
{
    /// <summary>The event.</summary>
    EventName EventName { get; }

    /// <summary>The durable consumer's name, which all processes that share the work have in common: letters, digits, <c>-</c> and <c>_</c>.</summary>
    string DurableName { get; }

    /// <summary>Does the work. The event is acknowledged afterwards, so whatever it has to leave is durable when this returns.</summary>
    ValueTask<EventResult> ConsumeAsync(ReceivedEvent received, CancellationToken cancellationToken);

    /// <summary>Called in place of another attempt: the work ends with an outcome that people can see. Tried until it does not throw.</summary>
    ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken);
}
