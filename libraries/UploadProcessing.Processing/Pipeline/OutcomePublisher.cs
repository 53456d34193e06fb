using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.Processing.Runs;

namespace UploadProcessing.Processing.Pipeline;

/// <summary>Diagram 3, the arrows 9 and 13: emits <c>processing-finished</c> or <c>processing-aborted</c>.</summary>
internal sealed class OutcomePublisher(EventPublisher publisher, ILogger<OutcomePublisher> logger)
{
    /// <returns>Whether the stream has it; when not, it is published again.</returns>
    public async ValueTask<bool> PublishAsync(ProcessingRun run, RunOutcome outcome, CancellationToken cancellationToken)
    {
        var upload = run.Upload;
        var (name, payload) = outcome.Step is { } step
            ? (EventName.ProcessingAborted, new ProcessingAborted
            {
                UploadId = upload.UploadId,
                Run = upload.Run,
                Step = step,
                Reason = outcome.Reason ?? "",
                KeepBytes = outcome.KeepBytes,
                Rescan = upload.Rescan,
                Undecided = outcome.Undecided,
                Marks = run.Marks,
                Changes = run.Changes,
                AbortedAt = outcome.At,
            }.ToJson())
            : (EventName.ProcessingFinished, new ProcessingFinished
            {
                UploadId = upload.UploadId,
                Run = upload.Run,
                Rescan = upload.Rescan,
                Marks = run.Marks,
                Changes = run.Changes,
                FinishedAt = outcome.At,
            }.ToJson());

        // One for each event that asked: whoever asks again has not heard of the one before.
        var id = string.Create(CultureInfo.InvariantCulture, $"{upload.UploadId}.{upload.Run}.{run.DrivenBy.ToUnixTimeMilliseconds()}");
        var problem = await publisher.PrepareAsync(cancellationToken);
        if (problem is null)
        {
            var result = await publisher.PublishAsync(
                new OutgoingEvent(name, upload.UploadId, id, payload, Activity.Current?.Id, InTraceOfCause: true), cancellationToken);
            problem = result.Outcome is PublishOutcome.Stored ? null : result.Detail;
        }

        if (problem is not null)
        {
            logger.OutcomeWaits(upload.UploadId, problem);
        }

        return problem is null;
    }
}
