namespace Aspire.Hosting.Offline;

/// <summary>The endpoints that a service's own settings give to Kestrel.</summary>
internal static class KestrelEndpoint
{
    public static IReadOnlyList<(string Name, Uri Address)> Read(string projectPath, string environment)
    {
        var folder = Path.GetDirectoryName(projectPath)!;
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(folder, $"appsettings.{environment}.json"), optional: true)
            .Build();
        return [.. settings.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(endpoint => endpoint["Url"] is not null)
            .Select(endpoint => (endpoint.Key, new Uri(endpoint["Url"]!)))];
    }
}
