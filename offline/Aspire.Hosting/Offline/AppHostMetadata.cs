using System.Reflection;

namespace Aspire.Hosting.Offline;

/// <summary>What AppHost.targets writes into the AppHost's assembly about the build.</summary>
internal static class AppHostMetadata
{
    public static string? ProjectPath(Assembly appHost) => Find(appHost, "AppHostProjectPath");

    /// <summary>The built program of a project that the AppHost references.</summary>
    public static string Executable(Assembly appHost, string projectPath)
    {
        var assembly = Find(appHost, $"Output:{projectPath}")
            ?? throw new DistributedApplicationException($"{projectPath} is not referenced by the AppHost's project file.");
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        return File.Exists(program)
            ? program
            : throw new DistributedApplicationException($"{program} does not exist; build the AppHost's project first.");
    }

    private static string? Find(Assembly appHost, string key) =>
        appHost.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
