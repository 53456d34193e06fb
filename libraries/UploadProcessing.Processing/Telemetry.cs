using System.Diagnostics;
using System.Diagnostics.Metrics;
using UploadProcessing.Contracts;
using UploadProcessing.Processing.Runs;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Processing.Steps.VirusScan;

namespace UploadProcessing.Processing;

/// <summary>Spans of steps and what is measured about them.</summary>
internal static class Telemetry
{
    private const string Step = "processing.step", Outcome = "processing.outcome";

    private static readonly ActivitySource Source = new("UploadProcessing.Processing");
    private static readonly Meter Meter = new("UploadProcessing.Processing");

    /// <summary>By step and outcome.</summary>
    public static readonly Histogram<double> StepDuration = Meter.CreateHistogram<double>(
        "processing.step.duration", "s", "How long one attempt of a step took.");

    /// <summary>The root of a trace of its own, linked to the delivery that runs the step.</summary>
    public static Activity? StartStep(ProcessingRun run)
    {
        ActivityLink[] links = Activity.Current is { } cause ? [new ActivityLink(cause.Context)] : [];
        // Or it would become the parent. Within the caller's asynchronous method only: it finds its own again.
        Activity.Current = null;
        return Source.StartActivity(
            $"step {run.Step}", ActivityKind.Internal, parentContext: default,
            [new(UploadTags.UploadId, run.Upload.UploadId.ToString()), new(UploadTags.SpaceId, run.Upload.SpaceId.ToString()), new(Step, run.Step), new("processing.attempt", run.Attempt)],
            links);
    }

    /// <summary>Notes what the step said.</summary>
    public static void End(Activity? activity, StepResult result)
    {
        activity?.SetTag(Outcome, OutcomeOf(result));
        if (result is StepResult.RetryResult retry)
        {
            activity?.SetStatus(ActivityStatusCode.Error, retry.Reason);
        }
    }

    /// <summary>Notes with which signatures a virus scan was done, and what it has found.</summary>
    public static void Scanned(Activity? activity, Scan scan)
    {
        activity?.SetTag("virusscan.version", scan.Version);
        activity?.SetTag("virusscan.signature", (scan.Answer as ClamAnswer.Found)?.Signature);
    }

    /// <summary>Of a measurement.</summary>
    public static TagList TagsOf(string step, StepResult result) => new() { { Step, step }, { Outcome, OutcomeOf(result) } };

    private static string OutcomeOf(StepResult result) => result switch
    {
        StepResult.ContinueResult => "continue",
        StepResult.RetryResult => "retry",
        StepResult.EndResult { KeepBytes: true } => "abort",
        StepResult.EndResult => "delete",
        _ => "pending",
    };
}
