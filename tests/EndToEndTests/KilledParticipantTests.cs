using System.Diagnostics;
using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace EndToEndTests;

/// <summary>One class, because xunit runs classes in parallel and nobody else should see these participants die.</summary>
public class KilledParticipantTests(KilledParticipantTests.Own topology) : IClassFixture<KilledParticipantTests.Own>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private DistributedApplication App => topology.App;

    [Fact]
    public async Task Service_Killed_StaysDownUntilItIsStartedAgain()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var address = App.GetEndpoint("processing", "http");
        var before = await topology.AboutAsync("processing", limit.Token);

        Kill(before.Pid);

        var ended = await App.ResourceNotifications.WaitForResourceAsync(
            "processing", change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text), limit.Token);
        Assert.Equal(KnownResourceStates.Finished, ended.Snapshot.State?.Text);
        Assert.Equal(128 + 9, ended.Snapshot.ExitCode);
        Assert.Null(ended.Snapshot.HealthStatus);

        var started = await App.ResourceCommands.ExecuteCommandAsync("processing", KnownResourceCommands.StartCommand, limit.Token);
        Assert.True(started.Success, started.Message);
        await App.ResourceNotifications.WaitForResourceHealthyAsync("processing", limit.Token);

        var after = await topology.AboutAsync("processing", limit.Token);
        Assert.NotEqual(before.Pid, after.Pid);
        Assert.Equal(address, App.GetEndpoint("processing", "http"));
        Assert.True(App.ResourceNotifications.TryGetCurrentState("processing", out var now));
        Assert.Equal(KnownResourceStates.Running, now.Snapshot.State?.Text);
        Assert.Null(now.Snapshot.ExitCode);
    }

    [Fact]
    public async Task Nats_StartedAgain_HasItsAddressAndItsStreams()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var url = await App.GetConnectionStringAsync("nats", limit.Token);
        Assert.NotNull(url);
        await using (var connection = new NatsConnection(NatsOpts.Default with { Url = url }))
        {
            await new NatsJSContext(connection).CreateStreamAsync(new("kept", ["kept"]), limit.Token);
        }

        Assert.True(App.ResourceNotifications.TryGetCurrentState("nats", out var running));
        Assert.SkipUnless(running.Resource is ExecutableResource, "A container's process is not ours to kill.");
        var pid = running.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value;
        Kill(Convert.ToInt32(pid, CultureInfo.InvariantCulture));
        await App.ResourceNotifications.WaitForResourceAsync("nats", KnownResourceStates.TerminalStates, limit.Token);

        var started = await App.ResourceCommands.ExecuteCommandAsync("nats", KnownResourceCommands.StartCommand, limit.Token);
        Assert.True(started.Success, started.Message);
        await App.ResourceNotifications.WaitForResourceHealthyAsync("nats", limit.Token);

        Assert.Equal(url, await App.GetConnectionStringAsync("nats", limit.Token));
        await using var again = new NatsConnection(NatsOpts.Default with { Url = url });
        var kept = await new NatsJSContext(again).GetStreamAsync("kept", cancellationToken: limit.Token);
        Assert.Equal("kept", kept.Info.Config.Name);
    }

    [Fact]
    public async Task StartCommand_ServiceRuns_StartsItAnew()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var before = await topology.AboutAsync("datagateway", limit.Token);

        var started = await App.ResourceCommands.ExecuteCommandAsync("datagateway", KnownResourceCommands.StartCommand, limit.Token);
        await App.ResourceNotifications.WaitForResourceHealthyAsync("datagateway", limit.Token);

        Assert.True(started.Success, started.Message);
        Assert.NotEqual(before.Pid, (await topology.AboutAsync("datagateway", limit.Token)).Pid);
    }

    private static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    public sealed class Own : Topology;
}
