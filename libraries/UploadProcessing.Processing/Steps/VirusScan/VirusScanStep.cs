using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>Kind <c>virusscan</c>: ClamAV looks at the bytes as they pass, never at a copy on the disk (docs/processing-steps/virusscan.md).</summary>
internal sealed class VirusScanStep(IOptionsMonitor<VirusScanOptions> options, ScannerProof proof, ILogger<VirusScanStep> logger) : IProcessingStep
{
    private const int Block = 1 << 17;

    public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var settings = options.Get(context.Step);
        try
        {
            return ResultOf(await ScanAsync(context, settings, cancellationToken), context, settings);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            logger.ScannerFailed(context.Step, context.Upload.UploadId, exception.Message);
            return StepResult.Retry("The virus scanner cannot be asked at the moment.");
        }
    }

    private async ValueTask<ScanVerdict> ScanAsync(StepContext context, VirusScanOptions settings, CancellationToken cancellationToken)
    {
        if (context.Content.Length > settings.MaximumSize)
        {
            return new ScanVerdict.NotScanned("it is larger than the scanner takes");
        }

        var version = await ClamdScanner.VersionAsync(settings.Address, cancellationToken);
        Activity.Current?.SetTag("virusscan.signatures", version);
        if (context.Content.Length > await proof.FindAsync(settings.Address, version, settings.MaximumSize, cancellationToken))
        {
            return new ScanVerdict.NotScanned("the scanner does not look that far");
        }

        return await ClamdScanner.ScanAsync(settings.Address, async (stream, stop) =>
        {
            await using var content = await context.Content.OpenAsync(0, stop);
            await content.CopyToAsync(stream, Block, stop);
        }, cancellationToken);
    }

    private StepResult ResultOf(ScanVerdict verdict, StepContext context, VirusScanOptions settings)
    {
        switch (verdict)
        {
            case ScanVerdict.Clean:
                return StepResult.Continue;
            case ScanVerdict.Found found:
                logger.VirusFound(context.Step, context.Upload.UploadId, found.Signature);
                var reason = $"The virus scanner found {found.Signature} in it.";
                return settings.Found is FoundPolicy.Delete ? StepResult.Delete(reason) : StepResult.Abort(reason);
            case ScanVerdict.NotScanned not:
                return settings.NotScanned switch
                {
                    NotScannedPolicy.Continue => StepResult.ContinueMarked($"not scanned: {not.Why}"),
                    NotScannedPolicy.Retry => StepResult.Retry($"It could not be scanned for viruses: {not.Why}."),
                    _ => StepResult.Abort($"It could not be scanned for viruses: {not.Why}."),
                };
            default:
                throw new IOException(((ScanVerdict.Failed)verdict).Problem);
        }
    }
}
