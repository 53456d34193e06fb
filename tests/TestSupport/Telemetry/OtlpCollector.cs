using UploadProcessing.Otlp;
using UploadProcessing.Sequences.Otlp;

namespace UploadProcessing.TestSupport.Telemetry;

/// <summary>Keeps everything that comes by OTLP: spans, log records, metrics, and every text in them.</summary>
public sealed class OtlpCollector : SpanCollector
{
    private readonly List<ReceivedLog> _logs = [];
    private readonly List<ReceivedMetric> _metrics = [];
    private readonly List<ReceivedText> _texts = [];
    private readonly List<ReceivedBody> _bodies = [];

    private OtlpCollector()
    {
    }

    /// <summary>All log records so far.</summary>
    public IReadOnlyList<ReceivedLog> Logs => Snapshot(_logs);

    /// <summary>All metric points so far; each export repeats the metrics.</summary>
    public IReadOnlyList<ReceivedMetric> Metrics => Snapshot(_metrics);

    /// <summary>Every text in everything so far, with the place where it stood.</summary>
    public IReadOnlyList<ReceivedText> Texts => Snapshot(_texts);

    /// <summary>Every request's body so far, as it was before compression.</summary>
    public IReadOnlyList<ReceivedBody> Bodies => Snapshot(_bodies);

    /// <summary>Starts on 127.0.0.1 and a free port.</summary>
    public static new async Task<OtlpCollector> StartAsync(CancellationToken cancellationToken)
    {
        var collector = new OtlpCollector();
        await collector.ListenAsync(cancellationToken);
        return collector;
    }

    /// <summary>Returns as soon as <paramref name="condition"/> holds; it is asked now and after every arrival.</summary>
    /// <exception cref="TimeoutException">It did not until <paramref name="deadline"/>; the message lists what came.</exception>
    public Task WaitForAsync(Func<OtlpCollector, bool> condition, TimeSpan deadline, CancellationToken cancellationToken) =>
        WaitUntilAsync(() => condition(this), deadline, cancellationToken);

    protected override void Keep(string signal, byte[] body)
    {
        base.Keep(signal, body);
        _bodies.Add(new ReceivedBody($"/v1/{signal}", body));
        switch (signal)
        {
            case "traces":
                _texts.AddRange(OtlpTexts.Of(ExportTraceServiceRequest.Parser.ParseFrom(body)));
                break;
            case "logs":
                var logs = ExportLogsServiceRequest.Parser.ParseFrom(body);
                _logs.AddRange(OtlpRecords.Read(logs));
                _texts.AddRange(OtlpTexts.Of(logs));
                break;
            case "metrics":
                var metrics = ExportMetricsServiceRequest.Parser.ParseFrom(body);
                _metrics.AddRange(OtlpRecords.Read(metrics));
                _texts.AddRange(OtlpTexts.Of(metrics));
                break;
        }
    }
}
