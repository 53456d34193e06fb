using System.Text.Json;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;

namespace UploadProcessing.Processing.Steps.Answers;

/// <summary><c>step-finished</c> → processing: the run that waits for the answer goes on.</summary>
internal sealed class StepFinishedConsumer(IStepAnswers answers) : IEventConsumer
{
    public EventName EventName => EventName.StepFinished;

    public string DurableName => "processing-step-finished";

    /// <remarks>Twice is harmless: a ticket is answered once.</remarks>
    public async ValueTask<EventResult> ConsumeAsync(ReceivedEvent received, CancellationToken cancellationToken)
    {
        StepFinished finished;
        try
        {
            finished = StepFinished.FromJson(received.Payload.Span);
        }
        catch (JsonException exception)
        {
            return EventResult.Impossible(exception.Message);
        }

        return finished.UploadId == received.Upload
            ? await answers.AnswerAsync(finished, received.PublishedAt, cancellationToken)
            : EventResult.Impossible("The answer is about another upload than its subject.");
    }

    /// <summary>Nothing is lost but this answer: the attempt ends at its deadline, and the step is asked for again.</summary>
    public ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
