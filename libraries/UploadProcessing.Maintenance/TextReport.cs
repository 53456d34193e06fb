using System.Text;
using UploadProcessing.Storage.Integrity;

namespace UploadProcessing.Maintenance;

/// <summary>For people: a paragraph a problem, as soon as it is found.</summary>
internal sealed class TextReport(TextWriter output) : IReport
{
    private int _found;
    private int _repaired;

    public void Add(Finding finding)
    {
        _found++;
        _repaired += finding.Repaired ? 1 : 0;
        output.WriteLine($"{finding.Problem}{(finding.Repaired ? " (repaired)" : "")}: {finding.Detail}");
        foreach (var line in Lines(finding))
        {
            output.WriteLine($"    {line}");
        }
    }

    public int End()
    {
        output.WriteLine((_found, _repaired) switch
        {
            (0, _) => "Clean: nothing is wrong.",
            (1, 0) => "1 problem found.",
            (1, _) => "1 problem found and repaired.",
            (_, 0) => $"{_found} problems found.",
            _ => $"{_found} problems found, {_repaired} repaired.",
        });
        return _found == 0 ? ExitCodes.Clean : _found == _repaired ? ExitCodes.Repaired : ExitCodes.Problems;
    }

    private static IEnumerable<string> Lines(Finding finding)
    {
        if (finding.Place.Space is { } space)
        {
            yield return $"space    {space} {(finding.Place.SpaceName is { } name ? $"\"{Printable(name)}\"" : "(removed)")}";
        }

        if (finding.Place.Path is { } path)
        {
            yield return $"path     {Printable(path)}";
        }

        if (finding.Node is { } node)
        {
            yield return $"node     {node}";
        }

        if (finding.Upload is { } upload)
        {
            yield return $"revision {upload}";
        }
    }

    // Names are the users': what they contain must not move the operator's cursor.
    private static string Printable(string text) =>
        text.Aggregate(new StringBuilder(), (printable, character) => printable.Append(char.IsControl(character) ? '\uFFFD' : character)).ToString();
}
