using System.Text.Json;

namespace ClientTests.Cs3;

/// <summary>The client that is generated from CS3, on node: <c>client.cjs</c> with what <c>./test --clients</c> installed for it.</summary>
internal static class Cs3Client
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly string Root = FindRoot(AppContext.BaseDirectory);

    /// <summary>Runs all its steps.</summary>
    /// <returns>The answer to each step, by its name.</returns>
    public static async Task<IReadOnlyDictionary<string, JsonElement>> RunAsync(
        Uri provider, Uri gateway, IReadOnlyDictionary<string, string> passwords, CancellationToken cancellationToken)
    {
        var modules = Path.Combine(Root, "artifacts", "clients", "cs3", "node_modules");
        Assert.True(Directory.Exists(modules), $"{modules} is missing. ./test --clients installs it.");

        var run = await ClientProgram.RunAsync(
            "node",
            Root,
            [Path.Combine("tests", "ClientTests", "Cs3", "client.cjs"), provider.Authority, gateway.GetLeftPart(UriPartial.Authority)],
            Limit,
            cancellationToken,
            environment: passwords.ToDictionary(password => $"PASSWORD_{password.Key.ToUpperInvariant()}", password => password.Value)
                .Append(new("NODE_PATH", modules)).ToDictionary());
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(run.EndedWith(0).Output)!;
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "UploadProcessing.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside a checkout."));
}
