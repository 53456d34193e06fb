using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;

namespace UploadProcessing.Processing.Steps.Answers;

/// <summary>The run of an upload, as far as an answer from outside can change it.</summary>
internal interface IStepAnswers
{
    /// <summary>Goes on with the run that waits for this answer. The first answer to a ticket counts; to a ticket that is unknown, answered or
    /// over there is nothing to do, and that is <see cref="EventResult.Done"/>.</summary>
    /// <param name="finished">The answer.</param>
    /// <param name="publishedAt">When the server stored it.</param>
    /// <param name="cancellationToken">The process stops.</param>
    ValueTask<EventResult> AnswerAsync(StepFinished finished, DateTimeOffset publishedAt, CancellationToken cancellationToken);
}
