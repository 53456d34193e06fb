using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Where no nats is configured: uploads work, their events wait until they are too old.</summary>
internal sealed class NoBus : IEventPublisher
{
    private const string Problem = "There is no connection string 'nats'.";

    public ValueTask<string?> PrepareAsync(CancellationToken cancellationToken) => new(Problem);

    public ValueTask<PublishProblem?> PublishAsync(PendingEvent pending, CancellationToken cancellationToken) =>
        new(new PublishProblem(Problem, IsFinal: false));
}
