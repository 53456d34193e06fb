using System.Text.RegularExpressions;
using UploadProcessing.Sequences;

namespace UploadProcessing.Dashboard.Uploads;

/// <summary>A sequence beside the one that was expected, with what only one of them has marked.</summary>
public sealed partial record Comparison(Sequence Actual, Sequence Expected, SequenceDifferences Differences)
{
    // Comparing takes the product of both.
    private const int Longest = 1000;

    /// <returns>Null where one of them is too long to compare.</returns>
    public static Comparison? Of(Sequence actual, Sequence expected)
    {
        if (actual.Messages.Count > Longest || expected.Messages.Count > Longest)
        {
            return null;
        }

        var (one, other) = (WithoutNames(actual), WithoutNames(expected));
        return new Comparison(one, other, one.CompareWith(other));
    }

    /// <summary>Classes of messages of the actual sequence.</summary>
    public IReadOnlyDictionary<int, string> ActualMarks()
    {
        var reordered = Differences.Reordered.Select(message => message.Number).ToHashSet();
        return Differences.Unexpected.ToDictionary(message => message.Number, message => reordered.Contains(message.Number) ? "reordered" : "extra");
    }

    /// <summary>Classes of messages of the expected one.</summary>
    public IReadOnlyDictionary<int, string> ExpectedMarks()
    {
        var reordered = Differences.Reordered.Select(message => message.ToString()).ToHashSet(StringComparer.Ordinal);
        return Differences.Missing.ToDictionary(message => message.Number, message => reordered.Contains(message.ToString()) ? "reordered" : "missing");
    }

    /// <summary>Every upload has a name of its own; the recorded ones have theirs.</summary>
    private static Sequence WithoutNames(Sequence sequence) =>
        new(sequence.Participants, sequence.Messages.Select(message => message with { Label = NameInSpace().Replace(message.Label, "{path}") }), sequence.Gaps);

    [GeneratedRegex(@"(?<=/dav/spaces/\{spaceid\}/)[^\n]+")]
    private static partial Regex NameInSpace();
}
