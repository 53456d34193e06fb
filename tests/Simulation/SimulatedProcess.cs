namespace Simulation;

/// <summary>Something that can be killed: a server, or a client's machine.</summary>
internal sealed class SimulatedProcess(string name)
{
    public string Name { get; } = name;

    public bool IsAlive { get; private set; } = true;

    /// <summary>Ends when it is killed: whoever is connected to it sees its connection end.</summary>
    public TaskCompletionSource Killed { get; } = new();

    public void Kill()
    {
        IsAlive = false;
        Killed.TrySetResult();
    }
}
