using System.Diagnostics;

namespace UploadProcessing.AppHost;

internal static class ContainerRuntime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Asks the daemon: a client on the PATH proves nothing about the daemon behind it.</summary>
    public static bool Answers()
    {
        var chosen = Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME");
        string[] candidates = string.IsNullOrEmpty(chosen) ? ["docker", "podman"] : [chosen];
        return candidates.Any(name => ProgramPath.Find(name) is { } program && Answers(program));
    }

    private static bool Answers(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["ps", "--quiet", "--last", "1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        if (process is null)
        {
            return false;
        }

        if (process.WaitForExit(Limit))
        {
            return process.ExitCode == 0;
        }

        process.Kill(entireProcessTree: true);
        return false;
    }
}
