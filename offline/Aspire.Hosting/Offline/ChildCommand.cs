using System.Diagnostics;

namespace Aspire.Hosting.Offline;

/// <summary>The command line under which a child dies with its parent, even when that is killed with -9.</summary>
internal static class ChildCommand
{
    /// <summary>Given to children where setpriv(1) is missing: they should end at the end of their standard input.</summary>
    public const string WatchStandardInput = "UPLOADS_STOP_AT_END_OF_INPUT";

    private static readonly string? SetPriv = FindOnPath("setpriv");
    private static readonly string? SetSid = FindOnPath("setsid");

    public static bool ChildrenDieWithUs => OperatingSystem.IsLinux() && SetPriv is not null && SetSid is not null;

    public static ProcessStartInfo Create(string program, string workingDirectory, IEnumerable<string> arguments)
    {
        var command = new ProcessStartInfo { WorkingDirectory = workingDirectory, UseShellExecute = false };
        if (ChildrenDieWithUs)
        {
            // Both replace themselves, so the process id is the program's. A session of its own keeps the terminal's
            // Ctrl-C away from the child: it is the parent that ends it, in order and with its output still read.
            command.FileName = SetSid;
            command.ArgumentList.Add(SetPriv!);
            command.ArgumentList.Add("--pdeathsig");
            command.ArgumentList.Add("TERM");
            command.ArgumentList.Add("--");
            command.ArgumentList.Add(program);
        }
        else
        {
            command.FileName = program;
            command.Environment[WatchStandardInput] = "true";
        }

        foreach (var argument in arguments)
        {
            command.ArgumentList.Add(argument);
        }

        return command;
    }

    public static string? FindOnPath(string program) => Path.IsPathRooted(program)
        ? File.Exists(program) ? program : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
            .FirstOrDefault(File.Exists);
}
