using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace EndToEndTests;

/// <summary>The AppHost as a program, the way <c>./run</c> starts it.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly string _dataRoot = Directory.CreateTempSubdirectory("uploads-").FullName;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    public AppHostProcess(params string[] arguments)
        : this(new Dictionary<string, string>(), arguments)
    {
    }

    public AppHostProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "UploadProcessing.AppHost" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var command = new ProcessStartInfo(program, [.. Topology.CommonArguments(_dataRoot), "--DcpPublisher:RandomizePorts=true", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            command.Environment[name] = value;
        }

        _process = Process.Start(command)!;
        _process.OutputDataReceived += Collect;
        _process.ErrorDataReceived += Collect;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Process Process => _process;

    public string Output => string.Join(Environment.NewLine, _output);

    /// <summary>Waits for run.json and returns the participants' process ids in it.</summary>
    public async Task<IReadOnlyList<int>> WaitUntilHealthyAsync()
    {
        var file = Path.Combine(_dataRoot, "run.json");
        await Eventually.TrueAsync(() => File.Exists(file) || _process.HasExited, StartLimit, () => Output);
        Assert.True(File.Exists(file), Output);
        using var run = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        return [.. run.RootElement.GetProperty("pids").EnumerateObject().Select(pid => pid.Value.GetInt32())];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_dataRoot, recursive: true);
    }

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _output.Enqueue(line.Data);
        }
    }
}
