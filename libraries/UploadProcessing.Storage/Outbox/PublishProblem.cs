namespace UploadProcessing.Storage.Outbox;

/// <summary>Why an event was not published.</summary>
/// <param name="Detail">For the operator.</param>
/// <param name="IsFinal">Whether it never will be: the bus works and does not take this event.</param>
public sealed record PublishProblem(string Detail, bool IsFinal);
