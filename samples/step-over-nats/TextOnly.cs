using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Samples.StepOverNats;

/// <summary>The step itself: an upload that has a zero among its first bytes is no text.</summary>
internal static class TextOnly
{
    private const int Beginning = 64 * 1024;

    public static async Task<(StepOutcome Outcome, string? Reason)> DecideAsync(Stream bytes, CancellationToken cancellationToken)
    {
        var beginning = new byte[Beginning];
        var length = await bytes.ReadAtLeastAsync(beginning, Beginning, throwOnEndOfStream: false, cancellationToken);
        return beginning.AsSpan(0, length).Contains((byte)0)
            ? (StepOutcome.Delete, "Only texts are taken here.")
            : (StepOutcome.Continue, null);
    }
}
