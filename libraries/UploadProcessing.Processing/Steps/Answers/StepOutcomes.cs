using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Processing.Steps.Answers;

/// <summary>What somebody outside has decided, as a step's result.</summary>
internal static class StepOutcomes
{
    /// <summary>Somebody reads it; a page of text is no reason.</summary>
    public const int LongestReason = 500;

    private const string NoReason = "The check gave no reason.";

    /// <summary>The result; a reason that is missing is said to be, a long one is cut, and what would break a line becomes a space.</summary>
    public static StepResult ResultOf(StepOutcome outcome, string? reason) => (outcome, Plain(reason)) switch
    {
        (StepOutcome.Continue, null) => StepResult.Continue,
        (StepOutcome.Continue, { } mark) => StepResult.ContinueMarked(mark),
        (StepOutcome.Retry, var why) => StepResult.Retry(why ?? NoReason),
        (StepOutcome.Abort, var why) => StepResult.Abort(why ?? NoReason),
        (StepOutcome.Delete, var why) => StepResult.Delete(why ?? NoReason),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    private static string? Plain(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return null;
        }

        var plain = string.Concat(reason.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return plain.Length <= LongestReason ? plain : $"{plain[..End(plain)].TrimEnd()}…";
    }

    // Not between the halves of a letter.
    private static int End(string text) => char.IsHighSurrogate(text[LongestReason - 2]) ? LongestReason - 2 : LongestReason - 1;
}
