using UploadProcessing.Processing.Steps;

namespace UploadProcessing.Samples.StepInProcess;

/// <summary>A step of one's own: what begins like a program of Windows or Linux does not become a file, whatever its name says.</summary>
internal sealed class NoProgramsStep : IProcessingStep
{
    public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var beginning = new byte[4];
        var length = await context.Content.ReadAsync(offset: 0, beginning, cancellationToken);
        return beginning[..length] is [(byte)'M', (byte)'Z', ..] or [0x7F, (byte)'E', (byte)'L', (byte)'F']
            ? StepResult.Delete("Programs are not taken here.")
            : StepResult.Continue;
    }
}
