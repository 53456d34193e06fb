using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Processing.Runs;

/// <summary>The steps of one upload, and how far they are. A cache of work in progress: the upload's session is the truth, and asks again.</summary>
internal sealed record ProcessingRun
{
    private const int ChangesKept = 100;

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

    /// <summary>What happened to its steps, in order; of a run that tries for ever, the latest.</summary>
    public IReadOnlyList<StepChange> Changes { get; init; } = [];

    /// <summary>How many of the last <see cref="Changes"/> were not told yet.</summary>
    public int Untold { get; init; }

    /// <summary>How it ended.</summary>
    public RunOutcome? Outcome { get; init; }

    /// <summary>When the event was published whose deliveries drive this run; the newest one does, so that a lost one is replaced.</summary>
    public required DateTimeOffset DrivenBy { get; init; }

    /// <summary>The step that is next, or at work.</summary>
    public string? Step => Current < Upload.Steps.Count ? Upload.Steps[Current] : null;

    /// <summary>The run with one change more of its current step.</summary>
    public ProcessingRun With(StepState state, DateTimeOffset at, string? detail = null, DateTimeOffset? nextAt = null) => this with
    {
        Changes = [.. Changes.TakeLast(ChangesKept - 1), new StepChange(Step!, state, Attempt, at, detail, nextAt)],
        Untold = Math.Min(Untold + 1, ChangesKept),
    };
}

/// <summary>How a run ended.</summary>
/// <param name="At">When.</param>
/// <param name="Step">The step that ended it; null: all have let it pass.</param>
/// <param name="Reason">Why, in words for whoever uploaded.</param>
/// <param name="KeepBytes">Whether the bytes are kept for the operator.</param>
/// <param name="Undecided">Whether the step never came to a decision.</param>
internal sealed record RunOutcome(DateTimeOffset At, string? Step = null, string? Reason = null, bool KeepBytes = false, bool Undecided = false);
