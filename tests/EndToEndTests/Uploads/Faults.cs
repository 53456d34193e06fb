using System.Diagnostics;

namespace EndToEndTests.Uploads;

/// <summary>kill -9 of participants, and their return.</summary>
internal static class Faults
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task KillAsync(this Topology topology, string participant, CancellationToken cancellationToken)
    {
        using (var process = participant == "nats" ? Nats(topology) : Process.GetProcessById((await topology.AboutAsync(participant, cancellationToken)).Pid))
        {
            process.Kill();
        }

        await topology.App.ResourceNotifications.WaitForResourceAsync(participant, KnownResourceStates.TerminalStates, cancellationToken)
            .WaitAsync(Limit, cancellationToken);
    }

    public static async Task StartAgainAsync(this Topology topology, string participant, CancellationToken cancellationToken)
    {
        var started = await topology.App.ResourceCommands.ExecuteCommandAsync(participant, KnownResourceCommands.StartCommand, cancellationToken);
        Assert.True(started.Success, started.Message);
        await topology.App.ResourceNotifications.WaitForResourceHealthyAsync(participant, cancellationToken).WaitAsync(Limit, cancellationToken);
    }

    /// <summary>This topology's server: the only one whose store is in its folder.</summary>
    private static Process Nats(Topology topology) => Process.GetProcessesByName("nats-server")
        .Single(process => File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(topology.DataRoot, StringComparison.Ordinal));
}
