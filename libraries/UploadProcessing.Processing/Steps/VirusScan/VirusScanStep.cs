using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>Kind <c>virusscan</c>: clamd looks at the bytes while they are streamed to it (docs/processing-steps/virusscan.md).</summary>
internal sealed class VirusScanStep(
    Scanner scanner, IOptionsMonitor<VirusScanOptions> options, IOptionsMonitor<StepOptions> steps, ILogger<VirusScanStep> logger) : IProcessingStep
{
    /// <remarks>A second run scans again, perhaps with newer signatures.</remarks>
    public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var settings = options.Get(context.Step);
        var scan = await ScanAsync(context, settings, cancellationToken);
        Telemetry.Scanned(Activity.Current, scan);
        Note(context, scan);
        return ScanOutcome.Of(scan.Answer, settings, isLast: context.Attempt >= steps.Get(context.Step).Attempts);
    }

    private async ValueTask<Scan> ScanAsync(StepContext context, VirusScanOptions settings, CancellationToken cancellationToken)
    {
        try
        {
            return await scanner.ScanAsync(context.Content, settings, cancellationToken);
        }
        catch (ScannerAwayException exception)
        {
            return new Scan(new ClamAnswer.Failed(exception.Message), Version: null);
        }
    }

    private void Note(StepContext context, Scan scan)
    {
        switch (scan.Answer)
        {
            case ClamAnswer.Found found:
                logger.VirusFound(context.Step, context.Upload.UploadId, found.Signature, scan.Version);
                break;
            case ClamAnswer.Encrypted encrypted:
                logger.NotScanned(context.Step, context.Upload.UploadId, encrypted.Signature);
                break;
            case ClamAnswer.BeyondLimits beyond:
                logger.NotScanned(context.Step, context.Upload.UploadId, beyond.Limit);
                break;
            case ClamAnswer.Failed failed:
                logger.ScannerFailed(context.Step, context.Upload.UploadId, failed.Problem);
                break;
        }
    }
}
