using System.Reflection;
using System.Runtime.InteropServices;

namespace UnitTests.Offline;

/// <summary>What compiles against offline/ must compile against the packages, so the stand-in may offer less, and nothing else.</summary>
public class AspireMembersTests
{
    private static readonly HashSet<string> Aspire = ReadList();

    [Theory]
    [InlineData("Aspire.Hosting")]
    [InlineData("Aspire.Hosting.Testing")]
    [InlineData("Aspire.NATS.Net")]
    public void StandIn_EveryPublicMember_IsOneOfAspire(string assemblyName)
    {
        using var metadata = new MetadataLoadContext(new PathAssemblyResolver(Assemblies()));
        var assembly = metadata.LoadFromAssemblyName(assemblyName);

        var offered = PublicMembers.Of(assembly).ToList();
        var invented = string.Join(Environment.NewLine, offered.Where(line => !Has(line)));

        Assert.NotEmpty(offered);
        Assert.True(invented.Length == 0, invented);
    }

    private static bool Has(string line) =>
        Aspire.Contains(line)
        || Aspire.Contains(line.Replace("{get}", "{get set}", StringComparison.Ordinal))    // read-only here is less, not other
        || (line.Contains("  [", StringComparison.Ordinal) && HasType(line));

    /// <summary>The same kind of type, with no base that Aspire's has not.</summary>
    private static bool HasType(string line)
    {
        var (type, bases) = Split(line);
        return Aspire.Where(known => known.StartsWith(type, StringComparison.Ordinal)).Select(Split)
            .Any(known => known.Type == type && bases.IsSubsetOf(known.Bases));
    }

    private static (string Type, HashSet<string> Bases) Split(string header)
    {
        var parts = header.Split(" : ", 2);
        return (parts[0].Trim(), [.. parts.ElementAtOrDefault(1)?.Split(", ", StringSplitOptions.RemoveEmptyEntries) ?? []]);
    }

    private static IEnumerable<string> Assemblies()
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        var web = Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Builder.WebApplication).Assembly.Location)!;
        return new[] { AppContext.BaseDirectory, runtime, web }
            .SelectMany(folder => Directory.GetFiles(folder, "*.dll"))
            .DistinctBy(Path.GetFileName);
    }

    private static HashSet<string> ReadList()
    {
        using var stream = typeof(AspireMembersTests).Assembly.GetManifestResourceStream("aspire-members")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())];
    }
}
