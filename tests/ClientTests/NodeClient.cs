namespace ClientTests;

/// <summary>A program for node with what <c>./test --clients</c> installed for it below artifacts/clients.</summary>
internal static class NodeClient
{
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
        return ClientProgram.RunAsync(
            "node", Checkout.Root, [PathOf(script), .. arguments], limit, cancellationToken,
            environment: environment.Append(new("NODE_PATH", Checkout.NodeModules(modules))).ToDictionary());
    }

    /// <summary>Starts one that has no secrets, and returns at once.</summary>
    public static ClientProgram Start(string modules, string script, IEnumerable<string> arguments) => ClientProgram.Start(
        "node", Checkout.Root, [PathOf(script), .. arguments], new Dictionary<string, string> { ["NODE_PATH"] = Checkout.NodeModules(modules) });

    private static string PathOf(string script) => Path.Combine("tests", "ClientTests", script);
}
