using System.Reflection;
using System.Text.RegularExpressions;
using UploadProcessing.ServiceDefaults.Audit;

namespace UnitTests.Architecture;

/// <summary>docs/security.md names tests that exist, and every audit event.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string Document = Repository.Read("docs/security.md");

    private static readonly Lazy<Dictionary<string, string>> Sources = new(() => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
        .GroupBy(file => Path.GetFileNameWithoutExtension(file))
        .ToDictionary(files => files.Key, files => string.Concat(files.Select(File.ReadAllText))));

    public static TheoryData<string> Tests => [.. TestPattern().Matches(Document).Select(match => match.Groups[1].Value).Distinct()];

    public static TheoryData<string> Events =>
        [.. typeof(AuditEvents).GetFields(BindingFlags.Public | BindingFlags.Static).Select(name => (string)name.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Tests))]
    public void Test_ThatTheDocumentNames_Exists(string test)
    {
        var (name, method) = test.Split('.') is [var first, var second] ? (first, second) : (test, null);

        Assert.True(Sources.Value.TryGetValue(name, out var source), $"There are no {name}.");
        Assert.True(method is null || source.Contains($" {method}(", StringComparison.Ordinal), $"{name} has no test {method}.");
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_OfTheAuditLog_IsInTheDocument(string name) => Assert.Contains($"`{name}`", Document, StringComparison.Ordinal);

    [GeneratedRegex(@"`(\w+Tests(?:\.\w+)?)`")]
    private static partial Regex TestPattern();
}
