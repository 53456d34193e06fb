using UploadProcessing.Processing.Steps.VirusScan.Trials;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>Has an upload scanned, and believes an OK only of a clamd that has shown what its OK means.</summary>
internal sealed class Scanner(ScannerTrials trials)
{
    /// <summary>Scans.</summary>
    /// <exception cref="ScannerAwayException">clamd is.</exception>
    /// <exception cref="HttpRequestException">The upload's bytes are.</exception>
    public async ValueTask<Scan> ScanAsync(IUploadContent content, VirusScanOptions options, CancellationToken cancellationToken)
    {
        if (content.Length > options.ScannedUpTo)
        {
            return new Scan(new ClamAnswer.BeyondLimits(nameof(VirusScanOptions.ScannedUpTo)), Version: null);
        }

        var address = ClamAddress.Parse(options.Address)!;
        try
        {
            var version = await ClamClient.VersionAsync(address, cancellationToken);
            var trust = await trials.TrustAsync(address, version, options, cancellationToken);
            var answer = await ClamClient.ScanAsync(address, ClamClient.ChunksOf(content, cancellationToken), cancellationToken);
            return new Scan(Believed(answer, trust, content.Length), version);
        }
        catch (ScannerAwayException)
        {
            // It comes back as another one, perhaps with another configuration.
            trials.Forget(address);
            throw;
        }
    }

    private static ClamAnswer Believed(ClamAnswer answer, ScannerTrust trust, long length) => answer is ClamAnswer.Clean && length > trust.BelievedUpTo
        ? new ClamAnswer.Failed(trust.Problem ?? "its OK means nothing for a file of this length")
        : answer;
}

/// <summary>What came out.</summary>
/// <param name="Answer">clamd's answer, as far as it is believed.</param>
/// <param name="Version">The engine and its signatures; none when it was not asked.</param>
internal sealed record Scan(ClamAnswer Answer, string? Version);
