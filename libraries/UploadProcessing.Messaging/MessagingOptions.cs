using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Messaging;

/// <summary>The stream that keeps the events. All processes name the same values: whoever starts changes the stream to its own.</summary>
public sealed class MessagingOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Messaging";

    /// <summary>How long the stream keeps an event.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan MaximumAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Bytes the stream may take; the oldest events go first. The server sets them aside when it creates the stream.</summary>
    [Range(1024 * 1024, long.MaxValue)]
    public long MaximumBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>On how many servers of a cluster each event is kept.</summary>
    [Range(1, 5)]
    public int Replicas { get; set; } = 1;

    /// <summary>Bytes that events may take which were given up and wait for an operator; the oldest go first.</summary>
    [Range(64 * 1024, long.MaxValue)]
    public long GivenUpMaximumBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long the server recognises an event that is published again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromMinutes(2);
}
