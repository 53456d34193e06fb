namespace UploadProcessing.Storage.Uploads;

/// <summary>What every upload has to pass before it becomes a file.</summary>
public sealed class MandatoryStepsOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Processing";

    /// <summary>Names of steps, in order; a space may add others after them, and remove none of them. By default there are none.</summary>
    public IList<string> MandatorySteps { get; } = [];

    internal IReadOnlyList<string> Of(Spaces.Space space) =>
        [.. MandatorySteps.Concat(space.Steps ?? []).Distinct(StringComparer.Ordinal)];
}
