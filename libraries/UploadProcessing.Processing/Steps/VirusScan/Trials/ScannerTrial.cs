namespace UploadProcessing.Processing.Steps.VirusScan.Trials;

/// <summary>One trial of a clamd.</summary>
internal sealed class ScannerTrial(ClamAddress address, long scannedUpTo, bool trustSilentScanner)
{
    private const string Silent =
        "it says OK to archives that are nested deeper than it looks. In clamd.conf set ScanArchive yes and AlertExceedsMax yes";

    private const string HalfSilent =
        "it says OK to archives with a member that is larger than it looks at. In clamd.conf set MaxFileSize to MaxScanSize or more, and StreamMaxLength to 4M or more";

    /// <summary>Runs it.</summary>
    /// <exception cref="ScannerAwayException">It went away meanwhile.</exception>
    public async ValueTask<ScannerTrust> RunAsync(CancellationToken cancellationToken)
    {
        if (await AnswerAsync([TrialFiles.TestVirus], cancellationToken) is not ClamAnswer.Found)
        {
            // However honest about its limits: it has no signatures that are of use.
            return new ScannerTrust(-1, "it does not find the EICAR test file. See to its signatures: freshclam");
        }

        var problem = await SaysOkAsync(TrialFiles.Nested(), cancellationToken) ? Silent
            : await SaysOkAsync(TrialFiles.Inflating(), cancellationToken) ? HalfSilent
            : null;
        return problem is null ? ScannerTrust.Full
            : !trustSilentScanner ? new ScannerTrust(-1, problem)
            : await FindsAtTheEndAsync(cancellationToken) ? new ScannerTrust(scannedUpTo, problem)
            : new ScannerTrust(-1, $"it does not find a virus at the end of {scannedUpTo} bytes. Set MaxFileSize, MaxScanSize and StreamMaxLength to as much, or ScannedUpTo to less");
    }

    private async ValueTask<bool> SaysOkAsync(IEnumerable<ReadOnlyMemory<byte>> file, CancellationToken cancellationToken) =>
        await AnswerAsync(file, cancellationToken) switch
        {
            ClamAnswer.Clean => true,
            // Then it has not looked, and has shown nothing.
            ClamAnswer.BeyondLimits { Limit: ClamAnswer.StreamLimit } => true,
            ClamAnswer.BeyondLimits => false,
            ClamAnswer.Failed failed => throw new ScannerAwayException(failed.Problem),
            // Whatever it takes it for, it is not silent.
            _ => false,
        };

    private async ValueTask<bool> FindsAtTheEndAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(TrialFiles.Long(scannedUpTo), cancellationToken) is ClamAnswer.Found;

    private ValueTask<ClamAnswer> AnswerAsync(IEnumerable<ReadOnlyMemory<byte>> file, CancellationToken cancellationToken) =>
        ClamClient.ScanAsync(address, file.ToAsyncEnumerable(), cancellationToken);
}
