using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Offline;

/// <summary>A running child and its output.</summary>
internal sealed partial class ChildProcess : IDisposable
{
    /// <summary>How long a child may take to end when it is asked to, before it is killed.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(10);

    private const int Terminate = 15;
    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        Ended = EndAsync();
    }

    public int Id { get; }

    /// <summary>The exit code, once the process has ended and its output was read; 128 + n after signal n.</summary>
    public Task<int> Ended { get; }

    public static async Task<ChildProcess> StartAsync(ProcessStartInfo command, Action<string, bool> output)
    {
        command.RedirectStandardInput = true;
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        var process = await ProcessThread.StartAsync(command).ConfigureAwait(false);
        process.OutputDataReceived += (_, line) => Forward(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => Forward(line.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process);

        void Forward(string? line, bool isError)
        {
            if (line is not null)
            {
                output(line, isError);
            }
        }
    }

    /// <summary>Asks the process to end and kills it when it does not.</summary>
    public async Task StopAsync(TimeProvider time)
    {
        if (!_process.HasExited && !OperatingSystem.IsWindows())
        {
            _ = Kill(Id, Terminate);    // Fails only when the process has just ended by itself, which is what was wanted.
            try
            {
                await Ended.WaitAsync(GracePeriod, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Falls through to the kill.
            }
        }

        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await Ended.ConfigureAwait(false);
    }

    public void Dispose() => _process.Dispose();

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        return _process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
