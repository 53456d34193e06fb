namespace UploadProcessing.Sequences.Comparing;

/// <summary>Same participants in the same order, same arrows, and nothing known to be missing.</summary>
internal static class SequenceComparison
{
    public static IReadOnlyList<string> Differences(Sequence actual, Sequence expected) =>
    [
        .. Incompleteness("This sequence", actual),
        .. Incompleteness("The expected sequence", expected),
        .. Participants(actual, expected),
        .. MessageDifferences.Of(actual.Messages, expected.Messages)
            .Select(difference => $"{(difference.IsMissing ? "missing   " : "unexpected")} {difference.Message.Number}. {difference.Message}"),
    ];

    /// <summary>Two halves of one story may be equal by accident; so a partial sequence equals nothing, not even itself.</summary>
    private static IEnumerable<string> Incompleteness(string name, Sequence sequence) =>
        sequence.Messages.Count == 0
            ? [.. sequence.Gaps, $"{name} has no messages."]
            : sequence.Gaps.Select(gap => $"{name} is incomplete: {gap}");

    private static IEnumerable<string> Participants(Sequence actual, Sequence expected) =>
        actual.Participants.SequenceEqual(expected.Participants)
            ? []
            : [$"participants: expected {string.Join(", ", expected.Participants)}; got {string.Join(", ", actual.Participants)}"];
}
