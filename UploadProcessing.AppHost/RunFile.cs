using System.Text.Json;

namespace UploadProcessing.AppHost;

/// <summary><c>run.json</c> in the data root: what a script needs to work with the running topology. Development only.</summary>
internal sealed record RunFile(
    IReadOnlyDictionary<string, string> Endpoints, IReadOnlyDictionary<string, int> Pids, IReadOnlyList<RunUser> Users,
    IReadOnlyDictionary<string, string> Spaces, string AdminToken, string? DashboardToken)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string PathIn(string dataRoot) => Path.Combine(dataRoot, "run.json");

    /// <summary>Written beside and renamed: whoever waits for the file finds all of it.</summary>
    public async Task WriteAsync(string dataRoot, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(dataRoot);
        var fresh = PathIn(dataRoot) + ".new";
        await File.WriteAllTextAsync(fresh, JsonSerializer.Serialize(this, Format), cancellationToken);
        File.Move(fresh, PathIn(dataRoot), overwrite: true);
    }
}

internal sealed record RunUser(string Name, string Password, string? PersonalSpace);
