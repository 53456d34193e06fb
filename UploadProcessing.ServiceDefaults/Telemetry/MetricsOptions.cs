using UploadProcessing.Contracts;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Whether this service's metrics can be scraped.</summary>
public sealed class MetricsOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Metrics";

    /// <summary>What a Prometheus server sends as <c>Authorization: Bearer</c> to <c>/metrics</c>; without it there is no such address. A secret.</summary>
    [SigningKey]
    public string? Token { get; set; }
}
