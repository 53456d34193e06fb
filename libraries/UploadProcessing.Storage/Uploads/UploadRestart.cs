using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.Storage.Uploads;

/// <summary>The one way back: an upload that a step has ended, and whose bytes were kept, is processed again.</summary>
public sealed class UploadRestart(
    IMetadataStore metadata, OutboxSignal owed, IOptions<MandatoryStepsOptions> mandatory, IOptions<UploadOptions> options, TimeProvider time)
{
    /// <summary>Begins another run. The quota is reserved again, and what the client demanded is looked at again.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="fromStep">Where to begin: a step that the last run came to; those before it have passed these very bytes. Null: with the first.</param>
    /// <param name="operation">Who does this, and what, for the history.</param>
    /// <param name="runs">How many runs it may have had; null: any number.</param>
    /// <returns>Why not; null when it has begun.</returns>
    public async ValueTask<(Refusal Refusal, string Detail)?> RestartAsync(UploadId upload, string? fromStep, string operation, int? runs = null)
    {
        var refused = await metadata.WriteAsync(transaction => RestartAsync(transaction, upload, fromStep, operation, runs), CancellationToken.None);
        if (refused is null)
        {
            owed.Set();
        }

        return refused;
    }

    private async ValueTask<(Refusal Refusal, string Detail)?> RestartAsync(
        IMetadataTransaction transaction, UploadId upload, string? fromStep, string operation, int? runs)
    {
        if (await transaction.Uploads.FindAsync(upload) is not { } session)
        {
            return (Refusal.NotFound, "There is no such upload.");
        }

        if (session is not { State: UploadState.Aborted, Run: { } last, Failure: { KeepBytes: true } failure })
        {
            return (Refusal.Ended, "Only an upload that a step has ended, and whose bytes were kept, can be processed again.");
        }

        if (last.Number >= runs)
        {
            return (Refusal.TooMany, $"It was processed {last.Number} times. Ask whoever runs this server.");
        }

        if (await transaction.Spaces.FindAsync(session.Space) is not { } space)
        {
            return (Refusal.NotFound, "There is no such space.");
        }

        if (Steps(last, failure, fromStep, mandatory.Value.Of(space)) is not { } steps)
        {
            return (Refusal.Invalid, Unreached(last, failure, fromStep!));
        }

        var held = last.Received.Length;
        if (space.FreeBytes < held)
        {
            return (Refusal.NoSpace, $"The space has {space.FreeBytes} bytes left; the upload needs {held}.");
        }

        if (await CommitChecks.RefusalOfAsync(transaction, session, last.Received, held: 0) is { } refusal)
        {
            return refusal;
        }

        var now = time.GetMilliseconds();
        var run = last with { Number = last.Number + 1, Steps = steps, Since = now };
        var marks = fromStep is null ? [] : session.Marks;
        await transaction.History.AddAsync(upload, operation, now);
        await transaction.Uploads.MoveAsync(upload, UploadState.Processing, reason: null, held, now);
        await transaction.Uploads.BeginRunAsync(upload, run, marks);
        await transaction.Uploads.ExtendAsync(upload, Later(session.EndsAt, now + options.Value.MaximumAge));
        await transaction.Spaces.CountAsync(session.Space, reserved: held);
        await transaction.Outbox.OweAsync(OwedEvent.AllBytesReceived(session, run, space.Owner, now, marks));
        return null;
    }

    /// <summary>From the beginning with what is mandatory now; from a step on with the rest of the last run.</summary>
    private static IReadOnlyList<string>? Steps(UploadRun last, ProcessingFailure failure, string? fromStep, IReadOnlyList<string> mandatory)
    {
        if (fromStep is null)
        {
            return mandatory.Count > 0 ? mandatory : last.Steps;
        }

        var from = last.Steps.ToList().IndexOf(fromStep);
        return from >= 0 && from <= last.Steps.ToList().IndexOf(failure.Step ?? last.Steps[0]) ? [.. last.Steps.Skip(from)] : null;
    }

    /// <remarks>Only a step says how far a run came. An operator's word can end it anywhere: then only its first step is known to be reached.</remarks>
    private static string Unreached(UploadRun last, ProcessingFailure failure, string fromStep) => failure.Step is { } step
        ? $"The last run did not come to a step {fromStep}: {step} ended it. It had: {string.Join(", ", last.Steps)}."
        : $"No step has ended the last run, so how far it came is not known. Begin with its first step, {last.Steps[0]}, instead of {fromStep}.";

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
