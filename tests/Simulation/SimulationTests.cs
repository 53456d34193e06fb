using CsCheck;
using UploadProcessing.TestSupport;

namespace Simulation;

/// <summary>Uploads, removals, crashes, power cuts and full disks in every order that chance finds.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void AnyScenario_KeepsThePromises() => Scenario.Any.Sample(scenario => { Run(scenario); }, iter: 10_000);

    [Fact]
    public void OneScenario_RunTwice_TakesTheSameTurns() =>
        Scenario.Any.Sample(scenario => Assert.Equal(Run(scenario), Run(scenario)), iter: 200);

    /// <summary>A run's scenario follows from its seed alone.</summary>
    [Fact]
    [Trait("Suite", "Soak")]
    public async Task AnyScenario_ForAsLongAsAsked_KeepsThePromises()
    {
        var runs = await Soak.RunAsync(seed => Task.Run(() => Run(Scenario.Any.Generate(new PCG(0, (ulong)(uint)seed), null, out _))), TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage($"Simulation: {runs} runs from SOAK_SEED={Soak.Seed} on");
    }

    private static int Run(Scenario scenario)
    {
        using var world = new World(scenario);
        world.Run();
        return world.Turns.Given;
    }
}
