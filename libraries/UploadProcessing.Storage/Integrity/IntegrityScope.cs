namespace UploadProcessing.Storage.Integrity;

/// <summary>How thoroughly to look, and what to do about it.</summary>
/// <param name="Deep">Whether every byte is read and its digest compared.</param>
/// <param name="Repair">Whether what is safe to repair is repaired.</param>
public sealed record IntegrityScope(bool Deep = false, bool Repair = false)
{
    /// <summary>How long after the first look at a blob that nobody names comes the second: whoever removed its row may be about to remove it.</summary>
    public TimeSpan SecondLook { get; init; } = TimeSpan.FromSeconds(5);
}
