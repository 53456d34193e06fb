namespace UploadProcessing.Contracts.Progress;

/// <summary>Where one mandatory step of an upload is.</summary>
public sealed record StepProgress
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>pending</c>, or as of <see cref="Events.StepState"/>: <c>running</c>, <c>waiting</c>, <c>retrying</c>, <c>passed</c>, <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Which attempt this is; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>When the first attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it passed or failed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>What it remarked, why it is tried again, why it said no.</summary>
    public string? Detail { get; init; }
}
