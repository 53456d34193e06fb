using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Contracts.Administration;

/// <summary>One thing that happened to an upload.</summary>
/// <param name="Sequence">Its place; the id of its message in the streams.</param>
/// <param name="At">When.</param>
/// <param name="Kind">In a word: <c>started</c>, <c>processing</c>, <c>step</c>, <c>finalized</c>, <c>aborted</c>, <c>operated</c>.</param>
/// <param name="Run">Which run of its steps.</param>
/// <param name="Change">What became of a step.</param>
/// <param name="Detail">Why, or what an operator did.</param>
public sealed record AdminHistoryEntry(long Sequence, DateTimeOffset At, string Kind, int? Run, StepChange? Change, string? Detail);
