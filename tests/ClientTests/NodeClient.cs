namespace ClientTests;

/// <summary>A program for node with what <c>./test --clients</c> installed for it below artifacts/clients.</summary>
internal static class NodeClient
{
    public static readonly string Root = FindRoot(AppContext.BaseDirectory);

    /// <summary>Runs it to its end.</summary>
    /// <param name="modules">The name of its folder of packages.</param>
    /// <param name="script">Below tests/ClientTests.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Its secrets, which are nobody's business in a list of processes.</param>
    /// <param name="limit">After which it is ended.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<ClientRun> RunAsync(
        string modules, string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, TimeSpan limit,
        CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Root, "artifacts", "clients", modules, "node_modules");
        Assert.True(Directory.Exists(folder), $"{folder} is missing. ./test --clients installs it.");
        return ClientProgram.RunAsync(
            "node", Root, [Path.Combine("tests", "ClientTests", script), .. arguments], limit, cancellationToken,
            environment: environment.Append(new("NODE_PATH", folder)).ToDictionary());
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "UploadProcessing.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside a checkout."));
}
