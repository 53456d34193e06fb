using System.Diagnostics;
using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.Processing.Runs;

namespace UploadProcessing.Processing.Pipeline;

/// <summary>Tells those who watch an upload how far its run is. Nothing depends on it: what got lost is in the outcome, too.</summary>
internal sealed class ChangePublisher(EventPublisher publisher, ILogger<ChangePublisher> logger)
{
    /// <returns>The run, with nothing left to tell; as it was when it could not be told.</returns>
    public async ValueTask<ProcessingRun> PublishAsync(ProcessingRun run, CancellationToken cancellationToken)
    {
        // Nobody watches what is a file already.
        if (run.Untold == 0 || run.Upload.Rescan is not null)
        {
            return run with { Untold = 0 };
        }

        var changed = new StepChanged { UploadId = run.Upload.UploadId, Run = run.Upload.Run, Changes = [.. run.Changes.TakeLast(run.Untold)] };
        var problem = await publisher.PrepareAsync(cancellationToken);
        if (problem is null)
        {
            var told = new OutgoingEvent(EventName.StepChanged, changed.UploadId, changed.MessageId(), changed.ToJson(), Activity.Current?.Id);
            var result = await publisher.PublishAsync(told, cancellationToken);
            problem = result.Outcome is PublishOutcome.Stored ? null : result.Detail;
        }

        if (problem is null)
        {
            return run with { Untold = 0 };
        }

        logger.ChangesWait(changed.UploadId, problem);
        return run;
    }
}
