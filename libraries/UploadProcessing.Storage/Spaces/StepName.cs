using System.Text.RegularExpressions;

namespace UploadProcessing.Storage.Spaces;

/// <summary>What a space may call the steps that it demands.</summary>
public static partial class StepName
{
    private const int Most = 20;

    /// <summary>Why these cannot be a space's steps; null when they can. Whether a step of that name is set up is known to processing only.</summary>
    public static string? Problem(IReadOnlyList<string> steps) =>
        steps.Count > Most ? $"A space demands at most {Most} steps."
        : steps.Distinct(StringComparer.Ordinal).Count() < steps.Count ? "A step is named twice."
        : steps.All(Valid().IsMatch) ? null
        : "Steps are named by lower case letters, digits and hyphens, at most 64.";

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?\z")]
    private static partial Regex Valid();
}
