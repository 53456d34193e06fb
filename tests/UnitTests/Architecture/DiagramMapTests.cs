using System.Text.RegularExpressions;
using UploadProcessing.Sequences;

namespace UnitTests.Architecture;

/// <summary>The table from arrow to file in docs/architecture.md.</summary>
public sealed partial class DiagramMapTests
{
    private static readonly string[] Rows = [.. Repository.Read("docs/architecture.md").Split('\n').Where(line => FilePattern().IsMatch(line) && line.StartsWith('|'))];

    public static TheoryData<string> Files => [.. Rows.SelectMany(row => FilePattern().Matches(row)).Select(match => match.Groups[1].Value).Distinct()];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_NamedByAnArrow_Exists(string file) => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), $"{file} is gone.");

    [Fact]
    public void EveryArrow_OfARecordedDiagram_HasARow()
    {
        var mapped = Rows.SelectMany(row => ArrowPattern().Matches(row.Split('|')[1])).Select(match => match.Value).ToHashSet();
        var recorded = Directory.GetFiles(Path.Combine(Repository.Root, "docs/sequences"), "*.mmd");
        Assert.NotEmpty(recorded);

        var missing = recorded.SelectMany(file => Enumerable.Range(1, Mermaid.Read(File.ReadAllText(file)).Messages.Count)
            .Select(arrow => $"{Path.GetFileName(file)[0]}.{arrow}")).Where(arrow => !mapped.Contains(arrow));

        Assert.Empty(missing);
    }

    [GeneratedRegex(@"`([\w./-]+\.cs)`")]
    private static partial Regex FilePattern();

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex ArrowPattern();
}
