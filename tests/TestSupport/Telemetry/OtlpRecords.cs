using UploadProcessing.Otlp;
using UploadProcessing.Sequences.Otlp;

namespace UploadProcessing.TestSupport.Telemetry;

/// <summary>From OTLP's logs and metrics to what tests ask for.</summary>
internal static class OtlpRecords
{
    public static IEnumerable<ReceivedLog> Read(ExportLogsServiceRequest request) =>
        from resource in request.ResourceLogs
        from scope in resource.ScopeLogs
        from record in scope.LogRecords
        select new ReceivedLog(
            OtlpValues.Participant(resource.Resource),
            scope.Scope?.Name ?? "",
            record.SeverityText,
            OtlpValues.Text(record.Body),
            OtlpValues.Dictionary(record.Attributes));

    public static IEnumerable<ReceivedMetric> Read(ExportMetricsServiceRequest request) =>
        from resource in request.ResourceMetrics
        from scope in resource.ScopeMetrics
        from metric in scope.Metrics
        from point in Points(metric)
        select new ReceivedMetric(
            OtlpValues.Participant(resource.Resource), metric.Name, metric.Unit, point.Value, OtlpValues.Dictionary(point.Attributes));

    private static IEnumerable<(double Value, IEnumerable<KeyValue> Attributes)> Points(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Select(Number),
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(Number),
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(point => (point.Sum, (IEnumerable<KeyValue>)point.Attributes)),
        _ => [],
    };

    // Exactly one of the two is set; the other one is zero.
    private static (double Value, IEnumerable<KeyValue> Attributes) Number(NumberDataPoint point) => (point.AsDouble + point.AsInt, point.Attributes);
}
