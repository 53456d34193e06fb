namespace UploadProcessing.AppHost;

/// <summary>Which steps uploads into the development space <c>Lab</c> have to pass.</summary>
internal static class DevelopmentSteps
{
    /// <summary>A list with commas, or <c>none</c>; by default what this machine can do.</summary>
    private const string Key = "Uploads:DevelopmentSteps";

    private static readonly string[] All = ["policy", "virusscan", "delay"];

    /// <summary>Run mode only: a deployment has no development spaces.</summary>
    public static IResourceBuilder<ProjectResource> WithDevelopmentSteps(this IResourceBuilder<ProjectResource> storageprovider, bool hasScanner)
    {
        var builder = storageprovider.ApplicationBuilder;
        var steps = builder.Configuration[Key]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [.. All.Where(step => step != "virusscan" || hasScanner)];
        for (var index = 0; index < steps.Length && builder.ExecutionContext.IsRunMode; index++)
        {
            storageprovider.WithEnvironment($"Development__AvailableSteps__{index}", steps[index]);
        }

        return storageprovider;
    }
}
