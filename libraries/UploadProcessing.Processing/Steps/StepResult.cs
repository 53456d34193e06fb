namespace UploadProcessing.Processing.Steps;

/// <summary>What a step says about an upload. Reasons are shown to whoever uploaded: plain words, no ids, no addresses.</summary>
public abstract record StepResult
{
    private StepResult()
    {
    }

    /// <summary>Nothing is wrong; the next step follows, or the upload becomes a file.</summary>
    public static StepResult Continue { get; } = new ContinueResult(null);

    /// <summary>It goes on, and the operator sees a mark: something is known that is no reason to refuse, such as "not scanned".</summary>
    public static StepResult ContinueMarked(string mark) => new ContinueResult(mark);

    /// <summary>It could not be said now; the step runs again, until its attempts are used up. Then the upload ends as with <see cref="Abort"/>.</summary>
    public static StepResult Retry(string reason) => new RetryResult(reason);

    /// <summary>The upload ends; its bytes are kept for the operator.</summary>
    public static StepResult Abort(string reason) => new EndResult(reason, KeepBytes: true);

    /// <summary>The upload ends, and its bytes with it.</summary>
    public static StepResult Delete(string reason) => new EndResult(reason, KeepBytes: false);

    /// <summary>Somebody else works on it and will answer with <see cref="StepContext.Ticket"/>, before the step's deadline.</summary>
    public static StepResult Pending { get; } = new PendingResult();

    /// <summary>See <see cref="Continue"/>.</summary>
    public sealed record ContinueResult(string? Mark) : StepResult;

    /// <summary>See <see cref="Retry"/>.</summary>
    public sealed record RetryResult(string Reason) : StepResult;

    /// <summary>See <see cref="Abort"/> and <see cref="Delete"/>.</summary>
    public sealed record EndResult(string Reason, bool KeepBytes) : StepResult;

    /// <summary>See <see cref="Pending"/>.</summary>
    public sealed record PendingResult : StepResult;
}
