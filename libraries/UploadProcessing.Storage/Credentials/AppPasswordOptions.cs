using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Storage.Credentials;

/// <summary>How many app passwords there may be.</summary>
public sealed class AppPasswordOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AppPasswords";

    /// <summary>App passwords that one user may have at once.</summary>
    [Range(0, 10_000)]
    public int MaximumPerUser { get; set; } = 100;
}
