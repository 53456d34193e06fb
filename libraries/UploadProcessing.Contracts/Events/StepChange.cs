namespace UploadProcessing.Contracts.Events;

/// <summary>One change of one step of a run.</summary>
/// <param name="Step">Its name.</param>
/// <param name="State">Where it is now.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="At">Since when.</param>
/// <param name="Detail">In words for whoever uploads: what it remarked, why it is tried again, why it said no.</param>
/// <param name="NextAt">When it is tried again, if it is.</param>
public sealed record StepChange(string Step, StepState State, int Attempt, DateTimeOffset At, string? Detail = null, DateTimeOffset? NextAt = null);
