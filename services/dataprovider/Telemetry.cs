using System.Diagnostics.Metrics;

namespace UploadProcessing.DataProvider;

/// <summary>What the dataprovider measures; ids are on its spans, never here.</summary>
internal static class Telemetry
{
    private static readonly Meter Meter = new("UploadProcessing.DataProvider");

    public static readonly Counter<long> BytesReceived = Meter.CreateCounter<long>(
        "upload.bytes.received", "By", "Bytes of uploads written, whether or not the upload ended well.");

    public static readonly KeyValuePair<string, object?> Receiving = new("upload.state", "receiving"), Processing = new("upload.state", "processing");

    /// <summary>By state; as of the last look, twice a minute.</summary>
    public static readonly Gauge<long> Active = Meter.CreateGauge<long>("upload.sessions.active", "{session}", "Upload sessions under way in the data root.");

    /// <summary>As of the last look, twice a minute.</summary>
    public static readonly Gauge<long> Overdue = Meter.CreateGauge<long>(
        "upload.processing.overdue", "{upload}", "Uploads that have been processed for longer than they should be.");

    public static readonly Histogram<double> ResponseWait = Meter.CreateHistogram<double>(
        "upload.response.wait", "s", "How long a request waited for what mandatory steps decide.");
}
