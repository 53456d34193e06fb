using System.Text;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage.Outbox;

namespace Simulation;

/// <summary>What the stream got, and how often chance lets the bus fail.</summary>
internal sealed class SimulatedBus(Random random)
{
    private readonly Dictionary<UploadId, UploadReady> _delivered = [];

    /// <summary>One call in so many finds it away; 0: none.</summary>
    public int FaultEvery { get; set; }

    public bool FaultNow => FaultEvery > 0 && random.Next(FaultEvery) == 0;

    /// <summary>The uploads that were told of, once or more.</summary>
    public IReadOnlyDictionary<UploadId, UploadReady> Delivered => _delivered;

    public void Deliver(PendingEvent pending) =>
        _delivered[pending.Owed.Upload] = UploadReady.FromJson(Encoding.UTF8.GetBytes(pending.Owed.Payload));
}

/// <summary>The bus as one process sees it: it may be killed before the event is taken, or after that but before it hears of it.</summary>
internal sealed class SimulatedPublisher(SimulatedBus bus, Turns turns, SimulatedProcess process) : IEventPublisher
{
    public async ValueTask<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        await turns.WaitAsync(process);
        return bus.FaultNow ? "away" : null;
    }

    public async ValueTask<PublishProblem?> PublishAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(process);
        if (bus.FaultNow)
        {
            return new PublishProblem("lost on the way", IsFinal: false);
        }

        bus.Deliver(pending);
        await turns.WaitAsync(process);
        return bus.FaultNow ? new PublishProblem("the answer was lost", IsFinal: false) : null;
    }
}
