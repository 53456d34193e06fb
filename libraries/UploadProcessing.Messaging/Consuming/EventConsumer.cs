using System.Text.Json;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>A consumer of one kind of payload: what cannot be read never can be, and is given up at once.</summary>
/// <param name="name">The event.</param>
/// <param name="durableName">See <see cref="IEventConsumer.DurableName"/>.</param>
/// <param name="read">Reads the payload; throws <see cref="JsonException"/> when it is none, or of a version that this build does not know.</param>
public abstract class EventConsumer<TEvent>(EventName name, string durableName, EventConsumer<TEvent>.Reader read) : IEventConsumer
{
    /// <summary>Reads a payload.</summary>
    public delegate TEvent Reader(ReadOnlySpan<byte> utf8);

    /// <inheritdoc/>
    public EventName EventName => name;

    /// <inheritdoc/>
    public string DurableName => durableName;

    /// <inheritdoc/>
    public async ValueTask<EventResult> ConsumeAsync(ReceivedEvent received, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(received);
        TEvent payload;
        try
        {
            payload = read(received.Payload.Span);
        }
        catch (JsonException exception)
        {
            return EventResult.Impossible(exception.Message);
        }

        return await ConsumeAsync(payload, received, cancellationToken);
    }

    /// <inheritdoc/>
    public abstract ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken);

    /// <summary>Does the work; see <see cref="IEventConsumer.ConsumeAsync"/>.</summary>
    protected abstract ValueTask<EventResult> ConsumeAsync(TEvent payload, ReceivedEvent received, CancellationToken cancellationToken);
}
