using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>How resumable uploads behave towards clients that come back.</summary>
internal sealed class TusOptions
{
    public const string SectionName = "Tus";

    /// <summary>How long a request waits for an older one of the same upload to flush and let go; 423 after that.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan TakeOverPatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Where clients reach ocdav, for those that open a finished upload's URL; <c>/</c> when one front serves both.</summary>
    [Required]
    public string PublicDavUrl { get; set; } = "/";
}
