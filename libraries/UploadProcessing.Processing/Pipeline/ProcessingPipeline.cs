using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Processing.Runs;
using UploadProcessing.Processing.Steps;

namespace UploadProcessing.Processing.Pipeline;

/// <summary>Diagram 3: what is to be done about an upload, and whether it passes. Pure: a run goes in, a move or a later run comes out.</summary>
internal static class ProcessingPipeline
{
    /// <summary>The run of an upload that nobody has looked at.</summary>
    public static ProcessingRun Begin(AllBytesReceived upload, DateTimeOffset drivenBy) => new() { Upload = upload, Marks = upload.Marks, DrivenBy = drivenBy };

    /// <summary>What comes next. An attempt that is under way and is not parked has lost its process: whoever asks has its event.</summary>
    /// <param name="run">The run as it is.</param>
    /// <param name="options">Of its current step.</param>
    /// <param name="ticket">Names the attempt, if there is one.</param>
    /// <param name="now">The time.</param>
    public static Move Next(ProcessingRun run, StepOptions options, string ticket, DateTimeOffset now) => run switch
    {
        { Outcome: { } outcome } => new Move.End(run, outcome),
        { Step: null } => EndWith(run, new RunOutcome(now)),
        { IsParked: true, AttemptUntil: { } until } when until > now => new Move.Wait(run, until),
        { IsParked: true } => Next(After(run, StepResult.Retry("It was not answered in time."), options, now), options, ticket, now),
        { NotBefore: { } from } when from > now => new Move.Wait(run, from),
        { AttemptUntil: not null } when run.Attempt >= options.Attempts =>
            EndWith(Idle(run), Exhausted(run, "It never came to an end.", now)),
        _ => new Move.Attempt(
            (run with { Attempt = run.Attempt + 1, NotBefore = null, AttemptUntil = now + options.Deadline, Ticket = ticket, IsParked = false })
            .With(StepState.Running, now)),
    };

    /// <summary>The run after its current step has said something.</summary>
    public static ProcessingRun After(ProcessingRun run, StepResult result, StepOptions options, DateTimeOffset now) => result switch
    {
        StepResult.ContinueResult passed => run.With(StepState.Passed, now, passed.Mark) with
        {
            Current = run.Current + 1,
            Attempt = 0,
            AttemptUntil = null,
            IsParked = false,
            Ticket = null,
            Marks = passed.Mark is { } mark ? [.. run.Marks, $"{run.Step}: {mark}"] : run.Marks,
        },
        StepResult.EndResult ended => Failed(Idle(run), new RunOutcome(now, run.Step, ended.Reason, ended.KeepBytes)),
        StepResult.RetryResult retry when run.Attempt >= options.Attempts => Failed(Idle(run), Exhausted(run, retry.Reason, now)),
        StepResult.RetryResult retry => Again(Idle(run), retry.Reason, now, now + Backoff.After(run.Attempt, options.FirstDelay, options.LongestDelay)),
        StepResult.PendingResult => run.With(StepState.Waiting, now) with { IsParked = true },
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, null),
    };

    /// <summary>The run after its process was told to stop in the middle of an attempt: that one does not count.</summary>
    public static ProcessingRun Interrupted(ProcessingRun run) => Idle(run) with { Attempt = run.Attempt - 1 };

    private static ProcessingRun Idle(ProcessingRun run) => run with { AttemptUntil = null, IsParked = false, Ticket = null };

    private static ProcessingRun Again(ProcessingRun run, string reason, DateTimeOffset now, DateTimeOffset nextAt) =>
        run.With(StepState.Retrying, now, reason, nextAt) with { NotBefore = nextAt };

    private static ProcessingRun Failed(ProcessingRun run, RunOutcome outcome) =>
        run.With(StepState.Failed, outcome.At, outcome.Reason) with { Outcome = outcome };

    private static Move.End EndWith(ProcessingRun run, RunOutcome outcome) =>
        new(outcome.Step is null ? run with { Outcome = outcome } : Failed(run, outcome), outcome);

    private static RunOutcome Exhausted(ProcessingRun run, string reason, DateTimeOffset now) =>
        new(now, run.Step, $"It could not be processed after {run.Attempt} attempts. The last one: {reason}", KeepBytes: true, Undecided: true);
}
