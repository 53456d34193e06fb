namespace StorageConformance.Faults;

/// <summary>The names of all scenarios, for theories.</summary>
public static class Scenarios
{
    public static TheoryData<string> Names => [.. Scenario.All.Select(scenario => scenario.Name)];
}
