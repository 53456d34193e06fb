using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Storage.Scrubbing;

/// <summary>How blobs are read again, to find what the disk has damaged while it can still be replaced.</summary>
public sealed class ScrubbingOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Scrubbing";

    /// <summary>Whether it is done.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How fast at the most.</summary>
    [Range(1024, 1L << 40)]
    public long BytesPerSecond { get; set; } = 8 << 20;

    /// <summary>How long after it was read a blob is read again: a round begins so long after the one before it has begun.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan Age { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The pause between two looks whether a round is to begin.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);
}
