using System.Text.RegularExpressions;

namespace UnitTests.Architecture;

/// <summary>docs/configuration.md lists every key.</summary>
public sealed partial class ConfigurationDocumentTests
{
    private static readonly string[] Folders = ["libraries", "services", "UploadProcessing.ServiceDefaults"];

    public static TheoryData<string> Keys => [.. Sources
        .Where(source => SectionPattern().IsMatch(source))
        .SelectMany(source => PropertyPattern().Matches(source).Select(property => $"{SectionPattern().Match(source).Groups[1].Value}:{property.Groups[1].Value}"))
        // An entry of a list is named by its place: Users:n:Name.
        .Where(key => !key.StartsWith("Users:", StringComparison.Ordinal) && !key.StartsWith("Development:", StringComparison.Ordinal))
        .Distinct()];

    /// <summary>Options that each step of a kind has under its own name.</summary>
    public static TheoryData<string> StepKeys => [.. Sources
        .SelectMany(source => StepPattern().Matches(source).Select(registration => registration.Groups[1].Value))
        .SelectMany(type => Sources.Where(source => source.Contains($"class {type}\n", StringComparison.Ordinal)))
        .SelectMany(source => PropertyPattern().Matches(source).Select(property => $"Processing:Steps:{{name}}:{property.Groups[1].Value}"))
        .Distinct()];

    private static IEnumerable<string> Sources => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Select(File.ReadAllText);

    [Theory]
    [MemberData(nameof(Keys))]
    [MemberData(nameof(StepKeys))]
    public void Key_OfAnyOptions_IsDocumented(string key) =>
        Assert.True(Repository.Read("docs/configuration.md").Contains($"`{key}", StringComparison.Ordinal), $"docs/configuration.md does not list {key}.");

    [GeneratedRegex("SectionName = \"(\\w+)\"")]
    private static partial Regex SectionPattern();

    [GeneratedRegex(@"AddStepOptions<(\w+)>\(\w+\)")]
    private static partial Regex StepPattern();

    [GeneratedRegex(@"public [\w<>?]+ (\w+) \{ get; (?:set; )?\}")]
    private static partial Regex PropertyPattern();
}
