using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;

namespace UploadProcessing.Processing.Steps.Answers;

/// <summary><c>step-finished</c> → processing: the run that waits for the answer goes on.</summary>
/// <remarks>Twice is harmless: a ticket is answered once.</remarks>
internal sealed class StepFinishedConsumer(IStepAnswers answers)
    : EventConsumer<StepFinished>(EventName.StepFinished, "processing-step-finished", StepFinished.FromJson)
{
    /// <summary>Nothing is lost but this answer: the attempt ends at its deadline, and the step is asked for again.</summary>
    public override ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    protected override async ValueTask<EventResult> ConsumeAsync(StepFinished payload, ReceivedEvent received, CancellationToken cancellationToken) =>
        payload.UploadId == received.Upload
            ? await answers.AnswerAsync(payload, received.PublishedAt, cancellationToken)
            : EventResult.Impossible("The answer is about another upload than its subject.");
}
