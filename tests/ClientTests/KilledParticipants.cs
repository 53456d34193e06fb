namespace ClientTests;

/// <summary>A topology whose participants are killed: for the tests that do so, and nobody else.</summary>
public sealed class KilledParticipants : Topology
{
    /// <summary>Its tests' collection.</summary>
    [CollectionDefinition(nameof(KilledParticipants))]
    public sealed class Tests : ICollectionFixture<KilledParticipants>;
}
