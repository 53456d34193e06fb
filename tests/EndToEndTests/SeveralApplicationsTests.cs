namespace EndToEndTests;

public class SeveralApplicationsTests(Topology first, SeveralApplicationsTests.Second second) : IClassFixture<SeveralApplicationsTests.Second>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Applications_TwoInOneProcess_HavePortsProcessesAndDataOfTheirOwn()
    {
        foreach (var service in Topology.Participants.Where(name => name != "nats"))
        {
            Assert.NotEqual(first.App.GetEndpoint(service, "http"), second.App.GetEndpoint(service, "http"));
            Assert.NotEqual((await first.AboutAsync(service, Stop)).Pid, (await second.AboutAsync(service, Stop)).Pid);
        }

        Assert.NotEqual(
            await first.App.GetConnectionStringAsync("nats", Stop), await second.App.GetConnectionStringAsync("nats", Stop));
        Assert.NotEqual(first.DataRoot, second.DataRoot);
    }

    [Fact]
    public async Task Configure_VariableForOneParticipant_ReachesTheProcess()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems do not show a process's environment.");
        var pid = (await second.AboutAsync("ocdav", Stop)).Pid;

        var variables = (await File.ReadAllTextAsync($"/proc/{pid}/environ", Stop)).Split('\0');

        Assert.Contains("UPLOADS_OTLP_ENDPOINT=http://localhost:1", variables);
        Assert.Contains("Second__Variable=given", variables);
        Assert.Contains($"services__storageprovider__grpc__0={second.App.GetEndpoint("storageprovider", "grpc").GetLeftPart(UriPartial.Authority)}", variables);
        Assert.DoesNotContain(variables, variable => variable.StartsWith("Transfer__SigningKey=", StringComparison.Ordinal));
    }

    public sealed class Second : Topology
    {
        protected override IEnumerable<string> Arguments => ["--UPLOADS_OTLP_ENDPOINT=http://localhost:1"];

        protected override void Configure(IDistributedApplicationTestingBuilder builder) =>
            builder.CreateResourceBuilder<ProjectResource>("ocdav").WithEnvironment("Second__Variable", "given");
    }
}
