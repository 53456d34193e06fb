using System.ComponentModel.DataAnnotations;
using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Limits of upload sessions.</summary>
public sealed class UploadOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Uploads";

    /// <summary>How long an upload may take at the most; its transfer token lives as long.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan MaximumAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a resumable upload may lie idle; every request that sends bytes begins this time anew, up to <see cref="MaximumAge"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The most bytes a file may have: by default what ext4 can hold in one file.</summary>
    [Range(1, 1L << 50)]
    public long MaximumLength { get; set; } = FileLimit.Default;

    /// <summary>Bytes that an upload of unknown length reserves at a time while it streams.</summary>
    [Range(1, 1L << 40)]
    public long ReservationStep { get; set; } = 16 << 20;

    /// <summary>Uploads that one user may have under way at once, in all spaces.</summary>
    [Range(1, 1_000_000)]
    public int MaximumSessionsPerUser { get; set; } = 1000;

    /// <summary>Bytes that one user's uploads under way may hold of quotas at once, in all spaces; null: as many as the quotas allow.</summary>
    [Range(1, long.MaxValue)]
    public long? MaximumReservedPerUser { get; set; }

    /// <summary>How many revisions of a file are kept, the newest among them; older ones go when a new one is committed.</summary>
    [Range(1, 1000)]
    public int RevisionsKept { get; set; } = 10;
}
