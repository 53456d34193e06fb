using System.ComponentModel.DataAnnotations;
using UploadProcessing.Contracts;

namespace UploadProcessing.DataProvider.Administration;

/// <summary>Where operators reach this dataprovider: apart from where clients do, and with a token of their own.</summary>
internal sealed class AdministrationOptions
{
    public const string SectionName = "Administration";

    /// <summary>The port of the Admin API; without one there is no such API. 0: any that is free.</summary>
    [Range(0, 65535)]
    public int? Port { get; set; }

    /// <summary>The address it listens at: this machine only, unless the operator names another.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>What operators send as <c>Authorization: Bearer</c>; a secret.</summary>
    [SigningKey]
    public string? Token { get; set; }

    /// <summary>An upload that has been processed for longer than this needs somebody who looks: it is in a metric, and in the health's details.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan OverdueAfter { get; set; } = TimeSpan.FromHours(1);
}
