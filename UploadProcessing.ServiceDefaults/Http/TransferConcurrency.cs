using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>How many files one user may move at once through one service; beyond, 429.</summary>
/// <remarks>What bounds clients that trickle: nobody is ended for being slow.</remarks>
public sealed class TransferConcurrency
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Concurrency";

    /// <summary>Uploads of one user under way at once.</summary>
    [Range(1, 100_000)]
    public int UploadsPerUser { get; set; } = 256;

    /// <summary>Downloads of one user under way at once.</summary>
    [Range(1, 100_000)]
    public int DownloadsPerUser { get; set; } = 256;

    /// <summary>When who was refused may try again. When one of the others ends nobody knows.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(10);
}
