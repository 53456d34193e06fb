using System.Diagnostics.Metrics;

namespace UploadProcessing.Storage;

/// <summary>What storage measures; no ids, or every upload would be a series of its own.</summary>
internal static class Telemetry
{
    private static readonly Meter Meter = new("UploadProcessing.Storage");

    /// <summary>From the last byte to the commit, or to the refusal.</summary>
    public static readonly Histogram<double> FinalizeDuration = Meter.CreateHistogram<double>(
        "upload.finalize.duration", "s", "Time to make received bytes durable and a revision.");

    /// <summary>By kind of sweep; no more than a handful.</summary>
    public static readonly Counter<long> Swept = Meter.CreateCounter<long>(
        "storage.swept", "{item}", "What sweeps removed: expired and abandoned uploads, orphaned blobs, ended sessions.");

    /// <summary>What scrubbing has read.</summary>
    public static readonly Counter<long> ScrubbedBytes = Meter.CreateCounter<long>(
        "storage.scrub.bytes", "By", "Bytes of blobs that were read again and compared with their digest.");

    /// <summary>To be alerted on: each is a file that somebody will miss.</summary>
    public static readonly Counter<long> DamagedBlobs = Meter.CreateCounter<long>(
        "storage.scrub.damaged", "{blob}", "Blobs that scrubbing found missing, unreadable or other than their digest says.");
}
