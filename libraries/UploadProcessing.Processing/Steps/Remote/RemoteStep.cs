using System.Diagnostics;
using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;

namespace UploadProcessing.Processing.Steps.Remote;

/// <summary>Kind <c>remote</c>: any process at nats does the work. It is asked by <c>step-requested</c> and answers with <c>step-finished</c>.</summary>
internal sealed class RemoteStep(EventPublisher events, ILogger<RemoteStep> logger) : IProcessingStep
{
    /// <remarks>The ticket is the message's id, so what the client sends again after a lost connection is stored once. When this process dies before
    /// it is noted that somebody was asked, the step is asked for again under another ticket: the work is done twice, one answer counts.</remarks>
    public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var requested = new StepRequested
        {
            Step = context.Step,
            Attempt = context.Attempt,
            Deadline = context.Deadline,
            Ticket = context.Ticket,
            Upload = context.Upload,
        };
        var upload = context.Upload.UploadId;
        var published = await PublishAsync(
            new OutgoingEvent(EventName.StepRequested, upload, context.Ticket, requested.ToJson(), Activity.Current?.Id) { InTraceOfCause = true }, cancellationToken);
        switch (published)
        {
            case { Outcome: PublishOutcome.Stored }:
                return StepResult.Pending;
            case { Outcome: PublishOutcome.Refused }:
                logger.StepNotAskedFor(context.Step, upload, published.Detail);
                return StepResult.Abort("The check cannot be asked about this upload.");
            default:
                logger.StepNotAskedFor(context.Step, upload, published.Detail);
                return StepResult.Retry("The check could not be asked.");
        }
    }

    private async ValueTask<PublishResult> PublishAsync(OutgoingEvent asked, CancellationToken cancellationToken) =>
        await events.PrepareAsync(cancellationToken) is { } problem
            ? new PublishResult(PublishOutcome.Unavailable, problem)
            : await events.PublishAsync(asked, cancellationToken);
}
