using System.Globalization;
using System.Text.RegularExpressions;

namespace UnitTests.Architecture;

/// <summary>The table from clause to rule to test in docs/tus-compliance.md.</summary>
public sealed partial class TusComplianceTests
{
    private const int Clauses = 36;

    // Without the first and last, which are empty: number, clause, rule, test of the rule, test over HTTP.
    private static readonly string[][] Rows = [.. Repository.Read("docs/tus-compliance.md").Split('\n')
        .Where(line => RowPattern().IsMatch(line)).Select(line => line.Split('|')[1..^1])];

    public static TheoryData<string> Rules => [.. Named(2)];

    public static TheoryData<string> TestsOfRules => [.. Named(3)];

    public static TheoryData<string> TestsOverHttp => [.. Named(4)];

    [Fact]
    public void EveryClause_HasARowWithATestOverHttp()
    {
        Assert.Equal(Enumerable.Range(1, Clauses), Rows.Select(row => int.Parse(row[0], CultureInfo.InvariantCulture)));
        Assert.All(Rows, row => Assert.Contains("`TusConformance.", row[4], StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_OfAClause_Exists(string rule) => AssertThere("libraries/UploadProcessing.Tus", rule);

    [Theory]
    [MemberData(nameof(TestsOfRules))]
    public void TestOfARule_Exists(string test) => AssertThere("tests/UnitTests/Tus", test);

    [Theory]
    [MemberData(nameof(TestsOverHttp))]
    public void TestOverHttp_Exists(string test) => AssertThere("tests", test);

    private static IEnumerable<string> Named(int column) =>
        Rows.SelectMany(row => NamePattern().Matches(row[column])).Select(match => match.Groups[1].Value).Distinct();

    // `[Folder.]Type`, `Type.Member` or, where several tests begin alike, `Type.Begin…End…`.
    private static void AssertThere(string folder, string name)
    {
        var parts = name.Split('.');
        var (path, type, member) = parts.Length == 3 ? ($"{folder}/{parts[0]}", parts[1], parts[2]) : (folder, parts[0], parts.ElementAtOrDefault(1));
        var file = Path.Combine(Repository.Root, path, type + ".cs");
        Assert.True(File.Exists(file), $"{file} is gone.");
        var pattern = member is null ? "" : $@"\b{string.Join(@"\w*", member.Split('…').Select(Regex.Escape))}\b";
        Assert.Matches(pattern, File.ReadAllText(file));
    }

    [GeneratedRegex(@"\A\| \d+ \|")]
    private static partial Regex RowPattern();

    [GeneratedRegex(@"`([A-Z][\w.…]+)`")]
    private static partial Regex NamePattern();
}
