using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Processing.Runs;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Processing.Steps.Answers;

namespace UploadProcessing.Processing.Pipeline;

/// <summary>Drives a run as far as it goes: notes what it is about to do, does it, notes what came of it.</summary>
/// <remarks>
/// Several deliveries may drive the same run, here or elsewhere: every change is made by compare-and-set, and the loser looks again. A run
/// whose process died is driven on by the redelivery of its event; one whose event was lost, by the event that asks for it again.
/// </remarks>
internal sealed class RunDriver(IRunStore runs, StepRunner steps, ChangePublisher changes, OutcomePublisher outcomes, TimeProvider time, ILogger<RunDriver> logger) : IStepAnswers
{
    private const string NoReason = "No reason was given.";

    // nats is away: whatever is noted stays, and the event comes again.
    private static readonly TimeSpan WhenAway = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WhenDriven = TimeSpan.FromSeconds(1);

    // An attempt of another process's is looked after this often.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<UploadId, bool> _driving = new();

    /// <summary>Drives the run that <c>all-bytes-received</c> asks for.</summary>
    public ValueTask<EventResult> DriveAsync(AllBytesReceived upload, DateTimeOffset publishedAt, CancellationToken stopping) =>
        TryAsync(upload.UploadId, async () =>
        {
            while (true)
            {
                var kept = await runs.FindAsync(upload.UploadId, stopping);
                var run = kept?.Run;
                if (run is null || run.Upload.Run < upload.Run)
                {
                    run = ProcessingPipeline.Begin(upload, publishedAt);
                }
                else if (run.Upload.Run > upload.Run || (run.DrivenBy > publishedAt && run.Outcome is null))
                {
                    // It was begun anew, or asked for again since: that event drives it.
                    return EventResult.Done;
                }
                else if (run.DrivenBy < publishedAt && run is { Outcome: null, AttemptUntil: { } until } && until > time.GetUtcNow())
                {
                    return EventResult.Later(Shorter(Until(until), LookAgain));
                }

                if (await DriveAsync(run with { DrivenBy = publishedAt }, kept?.Revision, stopping) is { } result)
                {
                    return result;
                }
            }
        }, stopping);

    /// <remarks>An answer may come before it is noted that somebody else has the step: the ticket is what counts. Its event drives the run from
    /// now on, so a redelivery of it goes on where a dead process was.</remarks>
    public ValueTask<EventResult> AnswerAsync(StepFinished finished, DateTimeOffset publishedAt, CancellationToken stopping) =>
        TryAsync(finished.UploadId, async () =>
        {
            while (true)
            {
                if (await runs.FindAsync(finished.UploadId, stopping) is not { Run: { } run } kept)
                {
                    return EventResult.Done;
                }

                if (run.Outcome is null && run.Ticket == finished.Ticket)
                {
                    run = ProcessingPipeline.After(run, ResultOf(finished), steps.OptionsOf(run.Step), time.GetUtcNow()) with { DrivenBy = publishedAt };
                }
                else if (run.DrivenBy != publishedAt)
                {
                    // Of an attempt that is over: too late, or told before.
                    return EventResult.Done;
                }

                if (await DriveAsync(run, kept.Revision, stopping) is { } result)
                {
                    return result;
                }
            }
        }, stopping);

    /// <returns>What becomes of the event; null when somebody else was faster.</returns>
    private async ValueTask<EventResult?> DriveAsync(ProcessingRun run, ulong? revision, CancellationToken stopping)
    {
        while (true)
        {
            switch (ProcessingPipeline.Next(run, steps.OptionsOf(run.Step), NewTicket(), time.GetUtcNow()))
            {
                case Move.Wait wait:
                    if (await runs.TryPutAsync(wait.Run, revision, stopping) is null)
                    {
                        return null;
                    }

                    // Told again when the event is: whoever hears it twice notes it once.
                    await changes.PublishAsync(wait.Run, stopping);
                    return EventResult.Later(Until(wait.Until));
                case Move.End end:
                    if (await runs.TryPutAsync(end.Run, revision, stopping) is null)
                    {
                        return null;
                    }

                    return await outcomes.PublishAsync(end.Run, end.Outcome, stopping) ? EventResult.Done : EventResult.Later(WhenAway);
                case Move.Attempt attempt:
                    if (await runs.TryPutAsync(attempt.Run, revision, stopping) is not { } noted)
                    {
                        return null;
                    }

                    run = await AttemptAsync(await changes.PublishAsync(attempt.Run, stopping), noted, stopping);
                    revision = noted;
                    break;
            }
        }
    }

    private async ValueTask<ProcessingRun> AttemptAsync(ProcessingRun run, ulong revision, CancellationToken stopping)
    {
        try
        {
            var result = await steps.RunAsync(run, stopping);
            logger.StepEnded(run.Step!, run.Upload.UploadId, run.Attempt, result.GetType().Name);
            return ProcessingPipeline.After(run, result, steps.OptionsOf(run.Step), time.GetUtcNow());
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await runs.TryPutAsync(ProcessingPipeline.Interrupted(run), revision, CancellationToken.None);
            throw;
        }
    }

    private async ValueTask<EventResult> TryAsync(UploadId upload, Func<ValueTask<EventResult>> drive, CancellationToken stopping)
    {
        if (!_driving.TryAdd(upload, true))
        {
            // On a busy machine a sign of life may come too late, and the event again: nobody has died, so it is no other attempt.
            return EventResult.Later(WhenDriven);
        }

        try
        {
            return await drive();
        }
        catch (Exception exception) when (exception is NatsException or IOException or TimeoutException or ObjectDisposedException
            || (exception is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            // No attempt of the event's: however long nats is away, nothing is given up for it.
            logger.RunsAway(exception.Message);
            return EventResult.Later(WhenAway);
        }
        finally
        {
            _driving.TryRemove(upload, out _);
        }
    }

    private static StepResult ResultOf(StepFinished finished) => finished.Outcome switch
    {
        StepOutcome.Continue when finished.Reason is { } mark => StepResult.ContinueMarked(mark),
        StepOutcome.Continue => StepResult.Continue,
        StepOutcome.Retry => StepResult.Retry(finished.Reason ?? NoReason),
        StepOutcome.Abort => StepResult.Abort(finished.Reason ?? NoReason),
        _ => StepResult.Delete(finished.Reason ?? NoReason),
    };

    private TimeSpan Until(DateTimeOffset moment) =>
        moment - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    private static string NewTicket() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
