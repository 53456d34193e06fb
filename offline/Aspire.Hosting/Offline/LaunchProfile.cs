namespace Aspire.Hosting.Offline;

/// <summary>A profile of a service's Properties/launchSettings.json.</summary>
internal sealed record LaunchProfile(IReadOnlyDictionary<string, string> Variables, IReadOnlyList<(string Name, Uri Address)> Addresses)
{
    /// <summary>The named profile, else the one the AppHost was itself started with, else the first by name that runs the project.</summary>
    public static LaunchProfile Read(string projectPath, string? name, string? ownName)
    {
        var file = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        var settings = new ConfigurationBuilder().AddJsonFile(file, optional: true).Build();
        var profiles = settings.GetSection("profiles").GetChildren().Where(profile => profile["commandName"] == "Project").ToList();
        var chosen = name is null
            ? profiles.Find(profile => profile.Key == ownName) ?? profiles.FirstOrDefault()
            : profiles.Find(profile => profile.Key == name)
                ?? throw new DistributedApplicationException($"{file} has no profile named '{name}'.");

        return new LaunchProfile(
            chosen?.GetSection("environmentVariables").GetChildren().ToDictionary(variable => variable.Key, variable => variable.Value ?? "") ?? [],
            [.. (chosen?["applicationUrl"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(url => new Uri(url)).Select(address => (address.Scheme, address))]);
    }
}
