namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>How an upload ends that is refused.</summary>
public enum RefusalOutcome
{
    /// <summary>See <see cref="StepResult.Delete"/>.</summary>
    Delete,

    /// <summary>See <see cref="StepResult.Abort"/>.</summary>
    Abort,
}
