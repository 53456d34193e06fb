using System.Text.Json;

namespace ClientTests.CommandLine;

/// <summary>The command line <c>uploads</c> as its users have it: a program, with a place of its own for what it remembers.</summary>
internal sealed class UploadsProgram(Topology topology, Workplace place)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static string Path { get; } = System.IO.Path.Combine(Checkout.Root, "artifacts", "bin", "uploads", "release", "uploads");

    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["UPLOADS_USER"] = "einstein",
        ["UPLOADS_PASSWORD"] = "relativity",
        ["XDG_STATE_HOME"] = place.PathOf("state"),
    };

    /// <summary>Runs it to its end.</summary>
    public Task<ClientRun> RunAsync(params string[] arguments) =>
        ClientProgram.RunAsync(Path, place.Local, arguments, Limit, Stop, environment: Environment);

    /// <summary>A command for operators, who say where the topology's data root is; its run.json comes a moment after all are healthy.</summary>
    public async Task<ClientRun> OperateAsync(params string[] arguments)
    {
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(System.IO.Path.Combine(topology.DataRoot, "run.json"))), Limit, () => "There is no run.json.");
        return await RunAsync([.. arguments, "--data", topology.DataRoot]);
    }

    /// <summary>The newest upload of a file of that name.</summary>
    public async Task<string> IdOfAsync(string name)
    {
        using var list = JsonDocument.Parse((await OperateAsync("list", "--json")).EndedWith(0).Output);
        return list.RootElement.GetProperty("uploads").EnumerateArray().First(upload => upload.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;
    }
}
