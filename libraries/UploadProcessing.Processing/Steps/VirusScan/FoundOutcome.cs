namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>How an upload with a virus ends.</summary>
public enum FoundOutcome
{
    /// <summary>See <see cref="StepResult.Delete"/>.</summary>
    Delete,

    /// <summary>See <see cref="StepResult.Abort"/>.</summary>
    Abort,
}
