namespace UploadProcessing.Processing.Steps.VirusScan.Trials;

/// <summary>What an OK of a clamd is worth.</summary>
/// <param name="BelievedUpTo">Longer files may have been given up without a word, in bytes; -1 when any may.</param>
/// <param name="Problem">What to set in its configuration; none when an OK always means that it has looked at everything.</param>
internal sealed record ScannerTrust(long BelievedUpTo, string? Problem)
{
    /// <summary>It says when it gives up.</summary>
    public static ScannerTrust Full { get; } = new(long.MaxValue, null);
}
