namespace StorageConformance.Faults;

/// <summary>A driver whose disk can be cut off: what it had not flushed is then a matter of luck.</summary>
public abstract class PowerCutDriver : StorageDriver
{
    /// <summary>Every call that changes the disk, and every transaction.</summary>
    public CallPoints Points { get; } = new();

    /// <summary>Decides what survives.</summary>
    public Random Chance { get; set; } = new(0);

    /// <summary>Cuts the power, where <see cref="Points"/> ended the process or else now, and lets the next use find what is left.</summary>
    public abstract Task CutAsync();
}
