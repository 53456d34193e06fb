using System.Diagnostics.Metrics;
using UploadProcessing.Contracts.Events;

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

    /// <summary>By event; no more than a handful.</summary>
    public static readonly Counter<long> EventsPublished = Meter.CreateCounter<long>(
        "outbox.events.published", "{event}", "Owed events that the bus has acknowledged.");

    /// <summary>By reason: <see cref="TooOld"/> or <see cref="Refused"/>.</summary>
    public static readonly Counter<long> EventsDropped = Meter.CreateCounter<long>(
        "outbox.events.dropped", "{event}", "Owed events that nobody will ever receive.");

    /// <summary>As of the relay's last round.</summary>
    public static readonly Gauge<long> OutboxEvents = Meter.CreateGauge<long>("outbox.events", "{event}", "Events that are owed and not yet published.");

    /// <summary>As of the relay's last round; 0 when nothing is owed.</summary>
    public static readonly Gauge<double> OutboxAge = Meter.CreateGauge<double>("outbox.age", "s", "How long the oldest of them has been owed.");

    public static KeyValuePair<string, object?> TooOld { get; } = new("outbox.drop.reason", "too-old");

    public static KeyValuePair<string, object?> Refused { get; } = new("outbox.drop.reason", "refused");

    public static KeyValuePair<string, object?> Event(EventName name) => new("upload.event", name.Value);

    /// <summary>What scrubbing has read.</summary>
    public static readonly Counter<long> ScrubbedBytes = Meter.CreateCounter<long>(
        "storage.scrub.bytes", "By", "Bytes of blobs that were read again and compared with their digest.");

    /// <summary>To be alerted on: each is a file that somebody will miss.</summary>
    public static readonly Counter<long> DamagedBlobs = Meter.CreateCounter<long>(
        "storage.scrub.damaged", "{blob}", "Blobs that scrubbing found missing, unreadable or other than their digest says.");
}
