namespace ClientTests.Watching;

/// <summary>A topology whose space <c>Lab</c> demands a step that takes a moment.</summary>
public sealed class WatchedTopology : Topology
{
    protected override IEnumerable<string> Arguments => ["--Uploads:DevelopmentSteps=policy,delay"];

    protected override void Configure(IDistributedApplicationTestingBuilder builder) =>
        builder.CreateResourceBuilder<ProjectResource>("processing").WithEnvironment("Processing__Steps__delay__Duration", "00:00:01");
}
