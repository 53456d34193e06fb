using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>When what has been left behind is removed.</summary>
public sealed class SweepingOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Sweeping";

    /// <summary>The pause between two rounds; the first is at the start.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After this time an upload that cannot be resumed, and that nobody is sending, is aborted: its process or its client died.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan AbandonedAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long ago a blob that nobody names must have been written before it is removed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan OrphanAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long mandatory steps may be silent about an upload before they are asked again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AskAgainAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a session that has ended can still be asked about.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan TombstoneAge { get; set; } = TimeSpan.FromDays(30);
}
