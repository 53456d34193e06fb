using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Processing.Steps;

/// <summary>What every step has, under <c>Processing:Steps:{name}</c>; a kind of step may have more there.</summary>
public sealed class StepOptions
{
    /// <summary>Below which each step has a section of its name.</summary>
    public const string SectionName = "Processing:Steps";

    /// <summary>Which kind of step it is; without it the name is the kind.</summary>
    public string? Kind { get; set; }

    /// <summary>How often it is tried before the upload is aborted.</summary>
    [Range(1, 10_000)]
    public int Attempts { get; set; } = 10;

    /// <summary>Before the second attempt; each one after it waits twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest that is waited before an attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one attempt may take, waiting for somebody else's answer among it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "7.00:00:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(10);
}
