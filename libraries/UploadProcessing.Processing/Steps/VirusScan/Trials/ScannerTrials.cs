using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace UploadProcessing.Processing.Steps.VirusScan.Trials;

/// <summary>Finds out what an OK of a clamd is worth, by files that it cannot look at as a whole.</summary>
/// <remarks>
/// Beyond its limits clamd answers OK, unless it is told not to; and even then, for a ZIP member that inflates beyond MaxFileSize while MaxScanSize is
/// not reached (seen with 1.4.6). No command says how it is configured, so it is tried: again for other signatures, after it was away, and from
/// time to time, because somebody may have restarted it with another configuration.
/// </remarks>
internal sealed class ScannerTrials(TimeProvider time, ILogger<ScannerTrials> logger) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10), BadFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Trial> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>What its OK is worth at the moment.</summary>
    /// <exception cref="ScannerAwayException">It went away meanwhile.</exception>
    public async ValueTask<ScannerTrust> TrustAsync(ClamAddress address, string version, VirusScanOptions options, CancellationToken cancellationToken)
    {
        var subject = new Subject(version, options.ScannedUpTo, options.TrustSilentScanner);
        if (Known(address, subject) is { } known)
        {
            return known;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return Known(address, subject) ?? await TryAsync(address, subject, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>It is tried again before its next OK is believed.</summary>
    public void Forget(ClamAddress address) => _known.TryRemove(address.Text, out _);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private ScannerTrust? Known(ClamAddress address, Subject subject) =>
        _known.TryGetValue(address.Text, out var trial) && trial.Subject == subject && time.GetUtcNow() < trial.Until ? trial.Trust : null;

    private async ValueTask<ScannerTrust> TryAsync(ClamAddress address, Subject subject, CancellationToken cancellationToken)
    {
        var trust = await new ScannerTrial(address, subject.ScannedUpTo, subject.TrustSilentScanner).RunAsync(cancellationToken);
        if (trust.Problem is { } problem)
        {
            logger.ScannerIsSilent(address.Text, problem);
        }

        _known[address.Text] = new Trial(subject, trust, time.GetUtcNow() + (trust == ScannerTrust.Full ? GoodFor : BadFor));
        return trust;
    }

    private sealed record Subject(string Version, long ScannedUpTo, bool TrustSilentScanner);

    private sealed record Trial(Subject Subject, ScannerTrust Trust, DateTimeOffset Until);
}
