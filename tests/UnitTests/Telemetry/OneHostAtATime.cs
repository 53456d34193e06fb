namespace UnitTests.Telemetry;

/// <summary>Activity sources belong to the process: two hosts at once would export each other's spans.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneHostAtATime
{
    public const string Name = "telemetry";
}
