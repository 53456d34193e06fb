using Microsoft.Extensions.Options;

namespace UploadProcessing.Processing.Steps.Delay;

/// <summary>Kind <c>delay</c>: takes its time and lets every upload pass, for trying out what an uploader sees meanwhile.</summary>
internal sealed class DelayStep(IOptionsMonitor<DelayOptions> options, TimeProvider time) : IProcessingStep
{
    /// <remarks>It waits in memory and holds its place among the uploads that are worked on; a process that stops begins the wait anew. No
    /// pattern for a step that has to wait for somebody: that one answers <see cref="StepResult.Pending"/>.</remarks>
    public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(options.Get(context.Step).Duration, time, cancellationToken);
        return StepResult.Continue;
    }
}
