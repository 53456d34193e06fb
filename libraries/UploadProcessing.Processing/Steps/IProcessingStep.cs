namespace UploadProcessing.Processing.Steps;

/// <summary>One unit of the mandatory workflow: it looks at an upload whose bytes are all there, and says whether it may become a file.</summary>
/// <remarks>
/// One instance serves all uploads at once. A step runs at least once: a process may die after the work and before it is noted. It has as long
/// as <see cref="StepOptions.Deadline"/> says, then its token is cancelled and the attempt counts as <see cref="StepResult.Retry"/>; so does
/// one that throws. Its options are named by <see cref="StepContext.Step"/>, because one kind of step may be configured several times.
/// </remarks>
public interface IProcessingStep
{
    /// <summary>Does the work.</summary>
    /// <param name="context">The upload, its bytes and where in its workflow this is.</param>
    /// <param name="cancellationToken">The deadline is over, or the process stops: throw, or return <see cref="StepResult.Retry"/>.</param>
    ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken);
}
