using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Processing.Steps.Policy.Archives;

namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>Kind <c>policy</c>: refuses by rules, without asking anybody (docs/processing-steps/policy.md).</summary>
internal sealed class PolicyStep(IOptionsMonitor<PolicyOptions> options, ILogger<PolicyStep> logger) : IProcessingStep
{
    private static readonly StepResult PartlySeen = StepResult.ContinueMarked("There are files in the archive that could not be looked at.");

    /// <remarks>It changes nothing: a second run says the same.</remarks>
    public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var settings = options.Get(context.Step);
        string name = context.Upload.Name;
        if (NameRules.OfName(name, context.Content.Length, settings) is { } byName)
        {
            return Refuse(context, settings, byName);
        }

        IRandomBytes bytes = new ContentBlocks(context.Content);
        var start = new byte[Math.Min(ContentKinds.Looked, bytes.Length)];
        await bytes.ReadAsync(0, start, cancellationToken);
        var kind = ContentKinds.Of(start);
        if (NameRules.OfContent(name, kind, settings) is { } byContent)
        {
            return Refuse(context, settings, byContent);
        }

        if (!settings.InspectArchives)
        {
            return StepResult.Continue;
        }

        var seen = await new ArchiveInspector(settings).InspectAsync(bytes, kind, NamePattern.ExtensionOf(name), cancellationToken);
        return seen.Refused is { } byArchive ? Refuse(context, settings, byArchive) : seen.HasUnseen ? PartlySeen : StepResult.Continue;
    }

    private StepResult Refuse(StepContext context, PolicyOptions settings, Refused refused)
    {
        logger.UploadRefused(context.Step, context.Upload.UploadId, refused.Reason);
        return settings.Refusal is RefusalOutcome.Abort ? StepResult.Abort(refused.Reason) : StepResult.Delete(refused.Reason);
    }
}
