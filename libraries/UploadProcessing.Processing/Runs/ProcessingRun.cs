using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Processing.Runs;

/// <summary>The steps of one upload, and how far they are. A cache of work in progress: the upload's session is the truth, and asks again.</summary>
internal sealed record ProcessingRun
{
    /// <summary>What has to be processed, and by which steps.</summary>
    public required AllBytesReceived Upload { get; init; }

    /// <summary>The place of the step that is next, or at work.</summary>
    public int Current { get; init; }

    /// <summary>How often that step was begun.</summary>
    public int Attempt { get; init; }

    /// <summary>When it may be begun again; null: now.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When the attempt that was begun ends; null: none is under way.</summary>
    public DateTimeOffset? AttemptUntil { get; init; }

    /// <summary>Whether somebody else has it, who will answer with the <see cref="Ticket"/>.</summary>
    public bool IsParked { get; init; }

    /// <summary>Names the attempt.</summary>
    public string? Ticket { get; init; }

    /// <summary>What steps have remarked.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>How it ended.</summary>
    public RunOutcome? Outcome { get; init; }

    /// <summary>When the event was published whose deliveries drive this run; the newest one does, so that a lost one is replaced.</summary>
    public required DateTimeOffset DrivenBy { get; init; }

    /// <summary>The step that is next, or at work.</summary>
    public string? Step => Current < Upload.Steps.Count ? Upload.Steps[Current] : null;
}

/// <summary>How a run ended.</summary>
/// <param name="At">When.</param>
/// <param name="Step">The step that ended it; null: all have let it pass.</param>
/// <param name="Reason">Why, in words for whoever uploaded.</param>
/// <param name="KeepBytes">Whether the bytes are kept for the operator.</param>
internal sealed record RunOutcome(DateTimeOffset At, string? Step = null, string? Reason = null, bool KeepBytes = false);
