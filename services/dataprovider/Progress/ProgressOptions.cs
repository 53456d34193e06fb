using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>How those who watch uploads are served.</summary>
internal sealed class ProgressOptions
{
    public const string SectionName = "Progress";

    /// <summary>How often it is looked how many bytes have arrived, and what other dataproviders have noted.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After this long without news a stream says that it lives.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often it is looked whether those who watch may still see the space.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan CheckRights { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a request may wait for news (<c>Prefer: wait</c>).</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(60);
}
