using System.Xml.Linq;

namespace UnitTests.Architecture;

/// <summary>Who may reference whom (docs/architecture.md).</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["UploadProcessing.Contracts"] = [],
        ["UploadProcessing.Messaging"] = ["UploadProcessing.Contracts"],
        ["UploadProcessing.Processing"] = ["UploadProcessing.Contracts", "UploadProcessing.Messaging"],
        ["UploadProcessing.Tus"] = [],
        ["UploadProcessing.Relay"] = [],
        ["UploadProcessing.Sequences"] = [],
        ["UploadProcessing.Sequences.Otlp"] = ["UploadProcessing.Sequences"],
        ["UploadProcessing.Storage"] = ["UploadProcessing.Contracts"],
        ["UploadProcessing.Maintenance"] = ["UploadProcessing.Storage"],
        ["uploads"] = ["UploadProcessing.Contracts", "UploadProcessing.Tus", "UploadProcessing.Maintenance"],
        ["UploadProcessing.ServiceDefaults"] = ["UploadProcessing.Contracts"],
        ["ocdav"] = ["UploadProcessing.ServiceDefaults", "UploadProcessing.Contracts", "UploadProcessing.Tus", "UploadProcessing.Relay"],
        ["storageprovider"] = ["UploadProcessing.ServiceDefaults", "UploadProcessing.Contracts", "UploadProcessing.Storage"],
        ["datagateway"] = ["UploadProcessing.ServiceDefaults", "UploadProcessing.Contracts", "UploadProcessing.Tus", "UploadProcessing.Relay"],
        // Aspire.NATS.Net is the stand-in for the package of the same name, where that cannot be restored.
        ["dataprovider"] =
        [
            "UploadProcessing.ServiceDefaults", "UploadProcessing.Contracts", "UploadProcessing.Tus", "UploadProcessing.Storage",
            "UploadProcessing.Maintenance", "UploadProcessing.Messaging", "Aspire.NATS.Net",
        ],
        ["dashboard"] = ["UploadProcessing.ServiceDefaults", "UploadProcessing.Contracts", "UploadProcessing.Sequences"],
        ["processing"] = ["UploadProcessing.ServiceDefaults", "UploadProcessing.Contracts", "UploadProcessing.Processing", "Aspire.NATS.Net"],
    };

    private static readonly string[] CodeFolders = ["libraries", "services", "tools", "UploadProcessing.ServiceDefaults"];

    public static TheoryData<string> Projects => [.. ProjectFiles().Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ReferencesOnlyWhatTheRuleAllows(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} has no line in the dependency rule.");

        var file = ProjectFiles().Single(path => Path.GetFileNameWithoutExtension(path) == project);
        var shared = Path.Combine(Path.GetDirectoryName(file)!, "..", "Directory.Build.props");
        var referenced = new[] { file, shared }.Where(File.Exists)
            .SelectMany(path => XDocument.Load(path).Descendants("ProjectReference"))
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Empty(referenced.Except(allowed));
    }

    [Theory]
    [InlineData("UploadProcessing.Tus")]
    [InlineData("UploadProcessing.Storage")]
    [InlineData("UploadProcessing.Sequences")]
    public void Library_OfPureRules_KnowsNeitherHostingNorMessaging(string project)
    {
        var file = XDocument.Load(ProjectFiles().Single(path => Path.GetFileNameWithoutExtension(path) == project));
        var used = file.Descendants("PackageReference").Concat(file.Descendants("FrameworkReference"))
            .Select(reference => reference.Attribute("Include")!.Value);

        Assert.DoesNotContain(used, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("NATS", StringComparison.Ordinal));
    }

    [Fact]
    public void OnlyTheFinalizer_ShowsARevision()
    {
        var callers = CodeFolders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => File.ReadAllText(file).Contains(".ShowRevisionAsync(", StringComparison.Ordinal))
            .Select(Path.GetFileName);

        Assert.Equal(["UploadFinalizer.cs"], callers);
    }

    private static IEnumerable<string> ProjectFiles() => CodeFolders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal);
}
