using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ClientTests;

/// <summary>A real client as a child process; what it wrote is kept, and it does not outlive its deadline or its test.</summary>
internal sealed class ClientProgram : IAsyncDisposable
{
    private readonly string _command;
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task _errors;
    private readonly StringBuilder _error = new();
    private readonly SemaphoreSlim _said = new(0);

    private ClientProgram(string command, Process process)
    {
        _command = command;
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = ReadErrorsAsync();
    }

    private string Error
    {
        get
        {
            lock (_error)
            {
                return _error.ToString();
            }
        }
    }

    /// <summary>Starts it and returns at once; <paramref name="environment"/> is added to the variables of the test's own process.</summary>
    public static ClientProgram Start(
        string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var command = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,       // nothing waits for a terminal
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The topology is on this machine: a proxy that serves the developer's other programs is not on the way.
            Environment = { ["no_proxy"] = "localhost,127.0.0.1", ["NO_PROXY"] = "localhost,127.0.0.1" },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            command.Environment[name] = value;
        }

        try
        {
            return new ClientProgram($"{program} {string.Join(' ', command.ArgumentList)}", Process.Start(command)!);
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                $"{program} cannot be started ({exception.Message}). ./test --clients installs it; by hand: apt-get install {program}", exception);
        }
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<ClientRun> RunAsync(
        string program,
        string folder,
        IEnumerable<string> arguments,
        TimeSpan limit,
        CancellationToken cancellationToken,
        Stream? input = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var client = Start(program, folder, arguments, environment);
        return await client.FinishAsync(input, limit, cancellationToken);
    }

    /// <summary>Waits for it to say something on standard error, or to end.</summary>
    public async Task SaysAsync(string text, TimeSpan limit, CancellationToken cancellationToken)
    {
        while (!Error.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await _said.WaitAsync(limit, cancellationToken) && !_errors.IsCompleted, $"It did not say '{text}' but: {Error}");
        }
    }

    /// <summary>Waits for its end.</summary>
    public Task<ClientRun> EndAsync(TimeSpan limit, CancellationToken cancellationToken) => FinishAsync(input: null, limit, cancellationToken);

    /// <summary>As <c>kill -9</c> does it.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        await Task.WhenAll(_output, _errors);
        _process.Dispose();
        _said.Dispose();
    }

    private async Task<ClientRun> FinishAsync(Stream? input, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            await FeedAsync(input, deadline.Token);
            await _process.WaitForExitAsync(deadline.Token);
            await _errors;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await KillAsync();
            Assert.Fail($"{new ClientRun(_command, -1, await _output, Error)}{Environment.NewLine}It had not ended after {limit}.");
        }

        var run = new ClientRun(_command, _process.ExitCode, await _output, Error);
        // The runner shows it when the test fails, whichever assertion it is.
        TestContext.Current.TestOutputHelper?.WriteLine(run.ToString());
        return run;
    }

    private async Task ReadErrorsAsync()
    {
        var piece = new char[1024];
        while (await _process.StandardError.ReadAsync(piece) is > 0 and var read)
        {
            lock (_error)
            {
                _error.Append(piece, 0, read);
            }

            _said.Release();
        }
    }

    private async Task FeedAsync(Stream? input, CancellationToken cancellationToken)
    {
        try
        {
            await using var stdin = _process.StandardInput.BaseStream;
            if (input is not null)
            {
                await input.CopyToAsync(stdin, cancellationToken);
            }
        }
        catch (IOException)
        {
            // A broken pipe says only that the program has ended: its exit code and its output say why.
        }
    }
}
