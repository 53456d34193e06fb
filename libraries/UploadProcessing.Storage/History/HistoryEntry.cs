using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Storage.History;

/// <summary>One thing that happened to an upload.</summary>
/// <param name="Position">Grows over all uploads; never used twice.</param>
/// <param name="Upload">The upload.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Run">In which run of its steps.</param>
/// <param name="Change">Of which step, and how.</param>
/// <param name="Detail">In words: why it ended, or what was done to it.</param>
public sealed record HistoryEntry(
    long Position, UploadId Upload, DateTimeOffset At, HistoryKind Kind, int? Run = null, StepChange? Change = null, string? Detail = null);
