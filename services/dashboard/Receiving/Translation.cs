using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Microsoft.Extensions.Options;
using UploadProcessing.Otlp;
using UploadProcessing.Dashboard.Telemetry;
using UploadProcessing.Sequences;

namespace UploadProcessing.Dashboard.Receiving;

/// <summary>OTLP messages as what is kept; whatever is too long is cut.</summary>
internal sealed class Translation(IOptions<TelemetryOptions> options)
{
    private const string ServiceName = "service.name";
    private const string Instance = "service.instance.id";
    private const string Nobody = "unknown";
    private const int IdLength = 16;
    private const int SpanIdLength = 8;

    private static readonly long LastTick = DateTimeOffset.MaxValue.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    /// <summary>Spans without ids that are ids are none (trace.proto: "An ID with all bytes 0 is invalid").</summary>
    public List<Span> Spans(ExportTraceServiceRequest request)
    {
        var spans = new List<Span>();
        foreach (var resource in request.ResourceSpans)
        {
            var about = Attributes(resource.Resource?.Attributes);
            foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
            {
                if (IsId(span.TraceId, IdLength) && IsId(span.SpanId, SpanIdLength))
                {
                    spans.Add(SpanOf(span, about));
                }
            }
        }

        return spans;
    }

    /// <summary>What services say of requests that have begun; their spans come when they have ended.</summary>
    public List<Span> OpenSpans(ExportLogsServiceRequest request) =>
    [
        .. from resource in request.ResourceLogs
           let about = Attributes(resource.Resource?.Attributes)
           from scope in resource.ScopeLogs
           where scope.Scope?.Name == OpenSpan.Category
           from log in scope.LogRecords
           let span = OpenSpan.Of(Attributes(log.Attributes), about.GetValueOrDefault(ServiceName, Nobody), about.GetValueOrDefault(Instance))
           where span is not null
           select span,
    ];

    public List<LogEntry> Logs(ExportLogsServiceRequest request)
    {
        var logs = new List<LogEntry>();
        foreach (var resource in request.ResourceLogs)
        {
            var about = Attributes(resource.Resource?.Attributes);
            foreach (var log in resource.ScopeLogs.Where(scope => scope.Scope?.Name != OpenSpan.Category).SelectMany(scope => scope.LogRecords))
            {
                logs.Add(new LogEntry(
                    Time(log.TimeUnixNano), about.GetValueOrDefault(ServiceName, Nobody), Cut(log.SeverityText), Cut(Text(log.Body)), Id(log.TraceId), Id(log.SpanId),
                    Attributes(log.Attributes)));
            }
        }

        return logs;
    }

    public List<MetricSeries> Metrics(ExportMetricsServiceRequest request)
    {
        var series = new List<MetricSeries>();
        foreach (var resource in request.ResourceMetrics)
        {
            var participant = Attributes(resource.Resource?.Attributes).GetValueOrDefault(ServiceName, Nobody);
            foreach (var metric in resource.ScopeMetrics.SelectMany(scope => scope.Metrics))
            {
                series.AddRange((metric.Gauge?.DataPoints ?? metric.Sum?.DataPoints ?? []).Select(point => new MetricSeries(
                    participant, Cut(metric.Name), Cut(metric.Unit), Line(point.Attributes), point.AsDouble + point.AsInt, null)));
                series.AddRange((metric.Histogram?.DataPoints ?? []).Select(point => new MetricSeries(
                    participant, Cut(metric.Name), Cut(metric.Unit), Line(point.Attributes), point.Count == 0 ? 0 : point.Sum / point.Count, point.Count)));
            }
        }

        return series;
    }

    private static bool IsId(ByteString id, int length) => id.Length == length && id.Span.ContainsAnyExcept((byte)0);

    private static string? Id(ByteString id) => id.IsEmpty ? null : Convert.ToHexStringLower(id.Span);

    private static DateTimeOffset Time(ulong nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(Math.Min((long)(nanoseconds / 100), LastTick));

    private static string Text(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.ArrayValue => string.Join(", ", value.ArrayValue.Values.Select(Text)),
        AnyValue.ValueOneofCase.KvlistValue => string.Join(", ", value.KvlistValue.Values.Select(pair => $"{pair.Key}={Text(pair.Value)}")),
        AnyValue.ValueOneofCase.BytesValue => $"{value.BytesValue.Length} bytes",
        _ => "",
    };

    private Span SpanOf(OtlpSpan span, Dictionary<string, string> about)
    {
        var start = Time(span.StartTimeUnixNano);
        var end = Time(span.EndTimeUnixNano);
        return new Span
        {
            TraceId = Id(span.TraceId)!,
            SpanId = Id(span.SpanId)!,
            ParentSpanId = IsId(span.ParentSpanId, SpanIdLength) ? Id(span.ParentSpanId) : null,
            Name = Cut(span.Name),
            // SPAN_KIND_INTERNAL is 1, SPAN_KIND_SERVER 2 and so on.
            Kind = span.Kind is >= 1 and <= 5 ? (SpanKind)(span.Kind - 1) : SpanKind.Internal,
            Participant = about.GetValueOrDefault(ServiceName, Nobody),
            Instance = about.GetValueOrDefault(Instance),
            Start = start,
            End = end < start ? start : end,
            Status = span.Status?.Code switch { 1 => SpanStatus.Ok, 2 => SpanStatus.Error, _ => SpanStatus.Unset },
            Attributes = Attributes(span.Attributes),
            Links = [.. span.Links.Where(link => IsId(link.TraceId, IdLength)).Take(options.Value.MaximumAttributes).Select(link => new SpanLink(Id(link.TraceId)!, Id(link.SpanId) ?? ""))],
        };
    }

    private Dictionary<string, string> Attributes(RepeatedField<KeyValue>? attributes)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in (attributes ?? []).Take(options.Value.MaximumAttributes))
        {
            kept[Cut(attribute.Key)] = Cut(Text(attribute.Value));
        }

        return kept;
    }

    private string Line(RepeatedField<KeyValue> attributes) => Cut(string.Join(", ", attributes.Select(pair => $"{pair.Key}={Text(pair.Value)}").Order(StringComparer.Ordinal)));

    private string Cut(string text) => text.Length <= options.Value.MaximumText ? text : $"{text[..options.Value.MaximumText]}…";
}
