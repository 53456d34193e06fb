namespace ClientTests.CommandLine;

/// <summary>A terminal with a shell in it, by tmux: what its user sees and types.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _socket;
    private readonly string _folder;

    private Terminal(string folder) => (_folder, _socket) = (folder, Path.Combine(folder, "tmux"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Terminal> StartAsync(string folder, IReadOnlyDictionary<string, string> environment)
    {
        var terminal = new Terminal(folder);
        var variables = environment.Append(new("PS1", "$ ")).SelectMany(variable => new[] { "-e", $"{variable.Key}={variable.Value}" });
        await terminal.TmuxAsync(["-f", "/dev/null", "new-session", "-d", "-x", "160", "-y", "40", .. variables, "/bin/sh"]);
        return terminal;
    }

    public async Task TypeAsync(string text, string key = "Enter")
    {
        if (text.Length > 0)
        {
            await TmuxAsync(["send-keys", "-l", text]);
        }

        await TmuxAsync(["send-keys", key]);
    }

    /// <summary>What is on the screen and was before; nothing that is longer than its width is broken.</summary>
    public async Task<string> SeenAsync() => (await TmuxAsync(["capture-pane", "-p", "-J", "-S", "-500"])).Output;

    /// <summary>Waits until something is seen.</summary>
    public async Task<string> SeesAsync(Func<string, bool> expected, string what)
    {
        var seen = "";
        await Eventually.TrueAsync(async () => expected(seen = await SeenAsync()), Limit, () => $"{what} was not seen but:{Environment.NewLine}{seen}");
        return seen;
    }

    public async ValueTask DisposeAsync() => await TmuxAsync(["kill-server"]);

    private Task<ClientRun> TmuxAsync(IEnumerable<string> arguments) => ClientProgram.RunAsync("tmux", _folder, ["-S", _socket, .. arguments], Limit, CancellationToken.None);
}
