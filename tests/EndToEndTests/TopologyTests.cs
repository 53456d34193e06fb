using System.Net;
using System.Text.Json;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace EndToEndTests;

public class TopologyTests(Topology topology)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Services => [.. Topology.Participants.Where(name => name != "nats")];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Service_Started_IsHealthyAndKnowsItsName(string service)
    {
        using var client = topology.CreateClient(service);

        using var health = await client.GetAsync("/health", Stop);
        var about = await topology.AboutAsync(service, Stop);

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(service, about.Name);
        Assert.NotInRange(client.BaseAddress!.Port, 9200, 9210);    // the fixed ports are for development
    }

    [Fact]
    public async Task Nats_StreamCreated_KeepsItBelowTheDataRoot()
    {
        var url = await topology.App.GetConnectionStringAsync("nats", Stop);
        Assert.NotNull(url);
        await using var connection = new NatsConnection(NatsOpts.Default with { Url = url });

        var stream = await new NatsJSContext(connection).CreateStreamAsync(new("topology-probe", ["topology-probe"]), Stop);

        Assert.Equal("topology-probe", stream.Info.Config.Name);
        Assert.NotEmpty(Directory.GetDirectories(topology.DataRoot, "topology-probe", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task RunFile_EverythingHealthy_NamesEndpointsProcessesAndUsers()
    {
        var file = Path.Combine(topology.DataRoot, "run.json");
        await Eventually.TrueAsync(() => File.Exists(file), TimeSpan.FromSeconds(30), () => "run.json was not written");

        using var run = JsonDocument.Parse(await File.ReadAllTextAsync(file, Stop));

        var ocdav = run.RootElement.GetProperty("endpoints").GetProperty("ocdav").GetString();
        Assert.Equal(topology.App.GetEndpoint("ocdav", "http"), new Uri(ocdav!));
        foreach (var service in Services)
        {
            var about = await topology.AboutAsync(service.Data, Stop);
            Assert.Equal(about.Pid, run.RootElement.GetProperty("pids").GetProperty(service.Data).GetInt32());
        }

        Assert.Equal(
            ["einstein/relativity", "marie/radioactivity", "admin/admin"],
            run.RootElement.GetProperty("users").EnumerateArray()
                .Select(user => $"{user.GetProperty("name").GetString()}/{user.GetProperty("password").GetString()}"));
        Assert.Equal(JsonValueKind.Object, run.RootElement.GetProperty("spaces").ValueKind);
    }

    [Fact]
    public async Task Command_Unknown_FailsAndSaysSo()
    {
        var result = await topology.App.ResourceCommands.ExecuteCommandAsync("ocdav", "no-such-command", Stop);

        Assert.False(result.Success);
        Assert.Equal("Command 'no-such-command' not available for resource 'ocdav'.", result.Message);
    }
}
