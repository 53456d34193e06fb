using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace EndToEndTests;

public class AppHostProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public AppHostProcessTests() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && InformationalVersion.StartsWith("offline/", StringComparison.Ordinal),
        "With the packages the processes are Aspire's own affair.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string InformationalVersion =>
        typeof(DistributedApplication).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    [Fact]
    public async Task AppHost_KilledWithSignal9_LeavesNoOrphan()
    {
        await using var appHost = new AppHostProcess();
        var pids = await appHost.WaitUntilHealthyAsync();
        Assert.All(pids, pid => Assert.True(Liveness.IsAlive(pid)));

        appHost.Process.Kill(entireProcessTree: false);

        await Eventually.TrueAsync(() => !pids.Any(Liveness.IsAlive), Limit, () => $"of {string.Join(", ", pids)} some are alive");
    }

    [Fact]
    public async Task AppHost_Terminated_StopsEverythingInOrder()
    {
        await using var appHost = new AppHostProcess();
        var pids = await appHost.WaitUntilHealthyAsync();
        Assert.Equal(Topology.Participants.Length, pids.Count);
        Assert.Contains($"Built against Aspire {InformationalVersion}", appHost.Output, StringComparison.Ordinal);

        using var kill = Process.Start("kill", ["-TERM", $"{appHost.Process.Id}"]);
        await appHost.Process.WaitForExitAsync(Stop).WaitAsync(Limit, Stop);

        Assert.Equal(0, appHost.Process.ExitCode);
        Assert.DoesNotContain(pids, Liveness.IsAlive);
        Assert.Contains("ocdav           | == Finished, exit code 0", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppHost_VariableGivenToIt_ReachesEveryService()
    {
        await using var appHost = new AppHostProcess(new Dictionary<string, string> { ["Uploads__MaximumAge"] = "1.00:00:00" });

        foreach (var pid in await appHost.WaitUntilHealthyAsync())
        {
            Assert.Contains("Uploads__MaximumAge=1.00:00:00", (await File.ReadAllTextAsync($"/proc/{pid}/environ", Stop)).Split('\0'));
        }
    }

    [Fact]
    public async Task AppHost_ServiceDies_ShowsExitCodeAndLastLines()
    {
        await using var appHost = new AppHostProcess();
        var pids = await appHost.WaitUntilHealthyAsync();

        using (var victim = Process.GetProcessById(pids[0]))
        {
            victim.Kill();
        }

        await Eventually.TrueAsync(
            () => appHost.Output.Contains("ended with exit code 137", StringComparison.Ordinal), Limit, () => appHost.Output);
        Assert.False(appHost.Process.HasExited);
    }

    [Fact]
    public async Task AppHost_NoNatsServer_EndsAndSaysHowToGetOne()
    {
        await using var appHost = new AppHostProcess("--Uploads:Nats=executable", "--Uploads:NatsServerPath=/nowhere/nats-server");

        await appHost.Process.WaitForExitAsync(Stop).WaitAsync(Limit, Stop);

        Assert.Equal(1, appHost.Process.ExitCode);
        Assert.Contains("/nowhere/nats-server", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("apt-get install nats-server", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppHost_PortTaken_EndsAndSaysWhich()
    {
        // One of those for development. Nothing is started before all are known to be free.
        using var taken = new TcpListener(IPAddress.Loopback, 9206);
        try
        {
            taken.Start();
        }
        catch (SocketException problem) when (problem.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            // By somebody else, who serves as well.
        }

        await using var appHost = new AppHostProcess("--DcpPublisher:RandomizePorts=false");

        await appHost.Process.WaitForExitAsync(Stop).WaitAsync(Limit, Stop);

        Assert.Equal(1, appHost.Process.ExitCode);
        Assert.Contains("Port 9206, which 'nats' needs, is taken.", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestingBuilder_NoNatsServer_FailsWithTheSameSentence()
    {
        var problem = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            DistributedApplicationTestingBuilder.CreateAsync<Projects.UploadProcessing_AppHost>(
                ["--Uploads:Nats=executable", "--Uploads:NatsServerPath=/nowhere/nats-server"], Stop));

        Assert.Contains("apt-get install nats-server", problem.Message, StringComparison.Ordinal);
    }
}
