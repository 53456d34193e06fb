using CsCheck;

namespace Simulation;

/// <summary>Uploads, removals, crashes, power cuts and full disks in every order that chance finds.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void AnyScenario_KeepsThePromises() => Scenario.Any.Sample(scenario => { Run(scenario); }, iter: 10_000);

    [Fact]
    public void OneScenario_RunTwice_TakesTheSameTurns() =>
        Scenario.Any.Sample(scenario => Assert.Equal(Run(scenario), Run(scenario)), iter: 200);

    private static int Run(Scenario scenario)
    {
        using var world = new World(scenario);
        world.Run();
        return world.Turns.Given;
    }
}
