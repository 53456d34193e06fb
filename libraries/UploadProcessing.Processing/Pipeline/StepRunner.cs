using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Processing.Content;
using UploadProcessing.Processing.Runs;
using UploadProcessing.Processing.Steps;

namespace UploadProcessing.Processing.Pipeline;

/// <summary>Lets one step do its work: within its deadline, and with whatever goes wrong turned into an answer.</summary>
internal sealed class StepRunner(
    IEnumerable<StepKind> kinds, IOptionsMonitor<StepOptions> options, UploadContents contents, TimeProvider time, ILogger<StepRunner> logger)
{
    private readonly Dictionary<string, IProcessingStep> _kinds = kinds.ToDictionary(kind => kind.Name, kind => kind.Step, StringComparer.Ordinal);

    /// <summary>How a step is configured; by default for one that nobody has configured.</summary>
    public StepOptions OptionsOf(string? step) => options.Get(step ?? "");

    /// <summary>One attempt.</summary>
    /// <param name="run">The run; its attempt has been noted.</param>
    /// <param name="stopping">The process stops.</param>
    /// <exception cref="OperationCanceledException">It was interrupted by that.</exception>
    public async ValueTask<StepResult> RunAsync(ProcessingRun run, CancellationToken stopping)
    {
        var name = run.Step!;
        var settings = OptionsOf(name);
        if (!_kinds.TryGetValue(settings.Kind ?? name, out var step))
        {
            logger.NoSuchStep(name);
            return StepResult.Retry("A step that this space demands is not set up. Tell whoever runs this server.");
        }

        // What a step reads and asks is no part of the story that the diagram tells: a trace of its own, linked to it.
        using var activity = Telemetry.StartStep(run);
        var begun = time.GetTimestamp();
        var result = await RunAsync(step, run, settings, stopping);
        Telemetry.End(activity, result);
        Telemetry.StepDuration.Record(time.GetElapsedTime(begun).TotalSeconds, Telemetry.TagsOf(name, result));
        return result;
    }

    private async ValueTask<StepResult> RunAsync(IProcessingStep step, ProcessingRun run, StepOptions settings, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(settings.Deadline, time);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        var context = new StepContext(run.Upload, run.Step!, run.Attempt, run.AttemptUntil!.Value, run.Ticket!, contents.Of(run.Upload));
        try
        {
            // A step that does not listen to its token is left behind at its deadline, not waited for.
            return await step.RunAsync(context, until.Token).AsTask().WaitAsync(until.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return StepResult.Retry("It took too long.");
        }
#pragma warning disable CA1031 // Whatever it was: it is tried again, and ends with a reason.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.StepThrew(exception, run.Step!, run.Upload.UploadId, run.Attempt);
            return StepResult.Retry("It failed. Whoever runs this server finds out why in its log.");
        }
    }
}
