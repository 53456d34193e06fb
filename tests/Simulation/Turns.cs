namespace Simulation;

/// <summary>Decides who goes on: everything that waits for a disk, a database or a network waits here, and one at a time is let on.</summary>
/// <remarks>All on one thread and by one random generator, so that a seed gives the same run again. A process that has crashed is never let on.</remarks>
internal sealed class Turns(Random random)
{
    private readonly List<(SimulatedProcess Process, TaskCompletionSource Turn)> _waiting = [];

    public int Count => _waiting.Count;

    /// <summary>How many turns were given; the same for the same seed.</summary>
    public int Given { get; private set; }

    /// <summary>Waits until chosen; for ever when the process crashes first.</summary>
    public Task WaitAsync(SimulatedProcess process)
    {
        // Its continuation runs inside SetResult, on the one thread.
        var turn = new TaskCompletionSource();
        if (process.IsAlive)
        {
            _waiting.Add((process, turn));
        }

        return turn.Task;
    }

    /// <summary>Lets one of those who wait go on, until it waits again or ends.</summary>
    public void Give()
    {
        var chosen = random.Next(_waiting.Count);
        var turn = _waiting[chosen].Turn;
        _waiting.RemoveAt(chosen);
        Given++;
        turn.SetResult();
    }

    /// <summary>What a process had under way ends where it is: no catch, no finally.</summary>
    public void Drop(SimulatedProcess process) => _waiting.RemoveAll(waiting => waiting.Process == process);
}
