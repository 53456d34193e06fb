using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Dashboard.Telemetry;

/// <summary>How much is kept: the oldest goes first, and is counted.</summary>
internal sealed class TelemetryOptions
{
    public const string SectionName = "Telemetry";

    /// <summary>The most memory for what is kept, in bytes: three quarters for spans, a quarter for log records.</summary>
    [Range(1 << 20, 1L << 40)]
    public long MaximumMemory { get; set; } = 256 << 20;

    /// <summary>The most spans of one trace: whoever sends more shall not displace everybody else's.</summary>
    [Range(100, 1_000_000)]
    public int MaximumSpansPerTrace { get; set; } = 10_000;

    /// <summary>The most attributes of a span or record, each of them cut to <see cref="MaximumText"/>.</summary>
    [Range(1, 10_000)]
    public int MaximumAttributes { get; set; } = 64;

    /// <summary>The most characters of a name, an attribute or a message.</summary>
    [Range(16, 1_000_000)]
    public int MaximumText { get; set; } = 2048;

    /// <summary>The most series of metrics of one participant.</summary>
    [Range(10, 1_000_000)]
    public int MaximumSeries { get; set; } = 2000;

    /// <summary>The most participants whose metrics are kept.</summary>
    [Range(1, 10_000)]
    public int MaximumParticipants { get; set; } = 100;
}
