using System.Text.RegularExpressions;

namespace UnitTests.Architecture;

/// <summary>The tests that docs/complaints.md names.</summary>
public sealed partial class ComplaintsDocumentTests
{
    private static readonly string[] Rows = [.. Repository.Read("docs/complaints.md").Split('\n').Where(line => ComplaintPattern().IsMatch(line) && line.StartsWith('|'))];

    public static TheoryData<string> Tests => [.. Rows.SelectMany(row => TestPattern().Matches(row)).Select(match => match.Groups[1].Value).Distinct()];

    [Theory]
    [MemberData(nameof(Tests))]
    public void Test_NamedForAComplaint_Exists(string test)
    {
        var (type, method) = (test.Split('.')[0], test.Split('.')[1]);
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "tests"), $"{type}.cs", SearchOption.AllDirectories);

        // Followed by its parameters, so that a test whose name only begins so does not count.
        Assert.Contains(files, file => File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryComplaint_HasATestOrSaysWithWhatItComes() =>
        Assert.DoesNotContain(Rows, row => !TestPattern().IsMatch(row) && !row.Contains("| comes with ", StringComparison.Ordinal));

    [GeneratedRegex(@"\w+#\d+")]
    private static partial Regex ComplaintPattern();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestPattern();
}
