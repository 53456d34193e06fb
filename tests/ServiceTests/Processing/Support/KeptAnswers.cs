using System.Collections.Concurrent;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Processing.Steps.Answers;

namespace ServiceTests.Processing.Support;

/// <summary>The run of an upload, as far as these tests need one.</summary>
internal sealed class KeptAnswers : IStepAnswers, IContentAddresses
{
    public ConcurrentQueue<StepFinished> All { get; } = new();

    /// <summary>What has an address.</summary>
    public ConcurrentDictionary<(UploadId Upload, string Ticket), Uri> Addresses { get; } = new();

    public ValueTask<EventResult> AnswerAsync(StepFinished finished, DateTimeOffset publishedAt, CancellationToken cancellationToken)
    {
        All.Enqueue(finished);
        return new(EventResult.Done);
    }

    public ValueTask<Uri?> FindAsync(UploadId upload, string ticket, CancellationToken cancellationToken) => ticket is "throws"
        ? throw new InvalidOperationException("The store is away.")
        : new(Addresses.GetValueOrDefault((upload, ticket)));
}
