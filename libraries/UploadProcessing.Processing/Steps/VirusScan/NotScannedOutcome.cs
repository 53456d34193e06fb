namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>What becomes of an upload that nobody can say anything about.</summary>
public enum NotScannedOutcome
{
    /// <summary>It is tried again, and ends with its bytes kept when the attempts are used up.</summary>
    Retry,

    /// <summary>It ends at once, with its bytes kept.</summary>
    Abort,

    /// <summary>It goes on, with a mark that says so.</summary>
    Continue,
}
