namespace UploadProcessing.Storage.Outbox;

/// <summary>The bus, as the relay sees it.</summary>
public interface IEventPublisher
{
    /// <summary>Makes sure that events can be published; asked before each batch.</summary>
    /// <returns>Why they cannot; null when they can.</returns>
    ValueTask<string?> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Publishes one event and returns once the bus has it for good.</summary>
    /// <returns>Why it has not; null when it has.</returns>
    ValueTask<PublishProblem?> PublishAsync(PendingEvent pending, CancellationToken cancellationToken);
}
