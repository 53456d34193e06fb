using System.Diagnostics;

namespace UploadProcessing.TestSupport;

/// <summary>A server's program that dies with the tests, even when they are killed.</summary>
public static class BoundProgram
{
    /// <summary>Starts it; what it says is handed on line by line.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, Action<string>? said = null)
    {
        var path = Find(program) ?? throw new InvalidOperationException($"{program} was not found; apt-get install {program}.");
        // With the thread that started it, to be exact.
        IEnumerable<string> command = Find("setpriv") is { } setpriv ? [setpriv, "--pdeathsig", "KILL", "--", path, .. arguments] : [path, .. arguments];
        var start = new ProcessStartInfo(command.First(), command.Skip(1)) { RedirectStandardError = true, RedirectStandardOutput = true };
        Process? process = null;
        using var begun = new ManualResetEventSlim();
        new Thread(() =>
        {
            process = new Process { StartInfo = start };
            process.ErrorDataReceived += (_, line) => said?.Invoke(line.Data ?? "");
            process.OutputDataReceived += (_, line) => said?.Invoke(line.Data ?? "");
            process.Start();
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            begun.Set();
            process.WaitForExit();
        })
        {
            IsBackground = true,
            Name = program,
        }.Start();
        begun.Wait();
        return process!;
    }

    // Debian's servers are in a folder that is not on an ordinary user's PATH.
    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"])
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
