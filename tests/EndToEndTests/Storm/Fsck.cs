using System.Diagnostics;

namespace EndToEndTests.Storm;

/// <summary><c>dataprovider fsck --deep</c> as an operator runs it, beside the running services.</summary>
internal static class Fsck
{
    public static async Task FindsNothingAsync(Topology topology, CancellationToken cancellationToken)
    {
        using var running = Process.GetProcessById((await topology.AboutAsync("dataprovider", cancellationToken)).Pid);
        var command = new ProcessStartInfo(running.MainModule!.FileName, ["fsck", "--deep", "--data-root", Path.Combine(topology.DataRoot, "storage")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var fsck = Process.Start(command)!;
        var told = await Task.WhenAll(fsck.StandardOutput.ReadToEndAsync(cancellationToken), fsck.StandardError.ReadToEndAsync(cancellationToken));
        await fsck.WaitForExitAsync(cancellationToken);
        Assert.True(fsck.ExitCode == 0, string.Concat(told));
    }
}
