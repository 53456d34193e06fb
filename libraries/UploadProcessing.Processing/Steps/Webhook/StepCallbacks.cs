using System.Diagnostics;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>What receivers that answered 202 say later: checked, and handed on as <c>step-finished</c>.</summary>
internal sealed class StepCallbacks(WebhookSteps steps, IOptionsMonitor<WebhookOptions> options, EventPublisher events, TimeProvider time)
{
    public const string Path = "step-callbacks";

    /// <summary>Where the receiver of a step calls back.</summary>
    public static Uri Address(Uri publicUrl, StepContext context) => new(
        $"{publicUrl.AbsoluteUri.TrimEnd('/')}/{Path}/{Uri.EscapeDataString(context.Step)}/{context.Upload.UploadId}/{Uri.EscapeDataString(context.Ticket)}");

    /// <remarks>
    /// The id is signed and has to be the ticket: what one receiver has signed for one upload is worth nothing for another. Said twice, or caught
    /// and sent again, it is the same answer to the same ticket, which counts once.
    /// </remarks>
    public async ValueTask<CallbackResult> ReceiveAsync(string step, UploadId upload, string ticket, SignedMessage message, CancellationToken cancellationToken)
    {
        // Before anything is asked of the options: they would remember every name that a stranger makes up.
        if (!steps.Names.Contains(step))
        {
            return CallbackResult.UnknownStep;
        }

        var receiver = options.Get(step);
        var verdict = message.Id == ticket
            ? WebhookSignature.Verify(WebhookSecret.KeysOf(receiver), message, time.GetUtcNow(), receiver.CallbackTolerance)
            : SignatureVerdict.Forged;
        if (verdict is not SignatureVerdict.Genuine)
        {
            return verdict is SignatureVerdict.Stale ? CallbackResult.Stale : CallbackResult.Forged;
        }

        if (WebhookDecision.Read(message.Body.Span) is not { } decision)
        {
            return CallbackResult.Malformed;
        }

        var finished = new StepFinished { UploadId = upload, Ticket = ticket, Outcome = decision.Outcome, Reason = decision.Reason };
        return await PublishAsync(finished, cancellationToken);
    }

    private async ValueTask<CallbackResult> PublishAsync(StepFinished finished, CancellationToken cancellationToken)
    {
        var answer = new OutgoingEvent(
            EventName.StepFinished, finished.UploadId, StepFinished.MessageId(finished.Ticket), finished.ToJson(), Activity.Current?.Id) { InTraceOfCause = true };
        return await events.PrepareAsync(cancellationToken) is null && (await events.PublishAsync(answer, cancellationToken)).Outcome is PublishOutcome.Stored
            ? CallbackResult.Taken
            : CallbackResult.Unavailable;
    }
}
