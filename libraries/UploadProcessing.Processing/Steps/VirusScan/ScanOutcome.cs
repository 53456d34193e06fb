namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>From an answer to what the step says: what was not scanned never continues without a mark.</summary>
internal static class ScanOutcome
{
    /// <summary>The result.</summary>
    /// <param name="answer">What clamd said.</param>
    /// <param name="options">The operator's choice.</param>
    /// <param name="isLast">No attempt follows this one.</param>
    public static StepResult Of(ClamAnswer answer, VirusScanOptions options, bool isLast) => answer switch
    {
        ClamAnswer.Clean => StepResult.Continue,
        ClamAnswer.Found found => Ended(options.Found, $"A virus was found: {found.Signature}."),
        ClamAnswer.BeyondLimits => NotScanned(options.BeyondLimits, "it is larger, or nested deeper, than the scanner looks at."),
        ClamAnswer.Encrypted => NotScanned(options.Encrypted, "some of it is encrypted."),
        // Scanners are restarted and updated all the time: whatever is configured, it is asked again first.
        _ => NotScanned(isLast ? options.Unavailable : NotScannedOutcome.Retry, "the scanner does not work at the moment."),
    };

    private static StepResult Ended(FoundOutcome outcome, string reason) => outcome is FoundOutcome.Abort ? StepResult.Abort(reason) : StepResult.Delete(reason);

    private static StepResult NotScanned(NotScannedOutcome outcome, string why) => outcome switch
    {
        NotScannedOutcome.Continue => StepResult.ContinueMarked($"Not scanned for viruses: {why}"),
        NotScannedOutcome.Retry => StepResult.Retry($"It could not be scanned for viruses: {why}"),
        _ => StepResult.Abort($"It could not be scanned for viruses: {why}"),
    };
}
