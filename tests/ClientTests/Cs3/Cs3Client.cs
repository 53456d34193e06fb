using System.Text.Json;

namespace ClientTests.Cs3;

/// <summary>The client that is generated from CS3, on node.</summary>
internal static class Cs3Client
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Runs all its steps.</summary>
    /// <returns>The answer to each step, by its name.</returns>
    public static async Task<IReadOnlyDictionary<string, JsonElement>> RunAsync(
        Uri provider, Uri gateway, IReadOnlyDictionary<string, string> passwords, CancellationToken cancellationToken)
    {
        var run = await NodeClient.RunAsync(
            "cs3", Path.Combine("Cs3", "client.cjs"), [provider.Authority, gateway.GetLeftPart(UriPartial.Authority)],
            passwords.ToDictionary(password => $"PASSWORD_{password.Key.ToUpperInvariant()}", password => password.Value), Limit, cancellationToken);
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(run.EndedWith(0).Output)!;
    }
}
