using System.Text.Json;

namespace ClientTests.Rclone;

/// <summary>rclone with the space as the remote <c>space:</c>, configured as its users do for ownCloud.</summary>
internal sealed class Rclone : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Workplace _place;
    private readonly string _configuration = Path.GetTempFileName();

    private Rclone(Workplace place) => _place = place;

    /// <summary>The workplace's folder, as rclone names it.</summary>
    public string Folder => $"space:{_place.Name}";

    public static async Task<Rclone> ConfigureAsync(Workplace place, CancellationToken cancellationToken)
    {
        var rclone = new Rclone(place);
        var obscured = (await rclone.RunAsync("obscure", "relativity")).EndedWith(0).Output.Trim();
        await File.WriteAllLinesAsync(
            rclone._configuration,
            ["[space]", "type = webdav", $"url = {place.SpaceUrl}", "vendor = owncloud", "user = einstein", $"pass = {obscured}"],
            cancellationToken);
        return rclone;
    }

    public Task<ClientRun> RunAsync(params string[] arguments) => RunFromPipeAsync(null, arguments);

    public Task<ClientRun> RunFromPipeAsync(Stream? input, params string[] arguments) => ClientProgram.RunAsync(
        "rclone",
        _place.Local,
        // One try: a request that only succeeds the second time is a bug here.
        ["--config", _configuration, "--verbose", "--retries", "1", "--low-level-retries", "1", .. arguments],
        Limit,
        TestContext.Current.CancellationToken,
        input);

    /// <summary>Everything below the folder.</summary>
    public async Task<IReadOnlyList<RcloneEntry>> ListAsync()
    {
        var run = (await RunAsync("lsjson", "--recursive", "--hash", Folder)).EndedWith(0);
        return JsonSerializer.Deserialize<List<RcloneEntry>>(run.Output)!;
    }

    public void Dispose() => File.Delete(_configuration);
}

/// <summary>An element of what <c>rclone lsjson</c> prints.</summary>
internal sealed record RcloneEntry(string Path, long Size, DateTimeOffset ModTime, bool IsDir, IReadOnlyDictionary<string, string>? Hashes);
