using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Processing.Steps.Delay;

/// <summary>What a step of the kind <c>delay</c> has under <c>Processing:Steps:{name}</c>.</summary>
public sealed class DelayOptions
{
    /// <summary>How long it waits. Keep it below the step's <c>Deadline</c>, or every attempt is cut.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(2);
}
