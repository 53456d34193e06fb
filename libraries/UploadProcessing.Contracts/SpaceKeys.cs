namespace UploadProcessing.Contracts;

/// <summary>Opaque keys of a CS3 storage space for what CS3 has no fields for; all plain text.</summary>
public static class SpaceKeys
{
    /// <summary>The steps that uploads into it have to pass beside the mandatory ones, with commas; empty: none.</summary>
    public const string Steps = "processing-steps";
}
