using System.Reflection;

namespace UploadProcessing.AppHost;

/// <summary>Which Aspire this AppHost was built against: the packages, or the stand-in of offline/.</summary>
internal static class AspireEdition
{
    public static string Name { get; } =
        typeof(DistributedApplication).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static bool RunsContainers => !Name.StartsWith("offline/", StringComparison.Ordinal);
}
