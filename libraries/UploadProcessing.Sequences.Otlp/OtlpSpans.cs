using Google.Protobuf;
using UploadProcessing.Otlp;

namespace UploadProcessing.Sequences.Otlp;

/// <summary>From OTLP's spans (opentelemetry-proto, trace.proto) to those a sequence is made from.</summary>
public static class OtlpSpans
{
    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    /// <param name="request">Binary protobuf.</param>
    /// <exception cref="InvalidDataException">It is no such message.</exception>
    public static IReadOnlyList<Span> Read(ReadOnlySpan<byte> request)
    {
        try
        {
            return [.. Read(ExportTraceServiceRequest.Parser.ParseFrom(request))];
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException("This is no ExportTraceServiceRequest.", exception);
        }
    }

    private static IEnumerable<Span> Read(ExportTraceServiceRequest request) =>
        from resource in request.ResourceSpans
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select new Span
        {
            TraceId = Hex(span.TraceId),
            SpanId = Hex(span.SpanId),
            ParentSpanId = span.ParentSpanId.IsEmpty ? null : Hex(span.ParentSpanId),
            Name = span.Name,
            Kind = Kind(span.Kind),
            Participant = OtlpValues.Participant(resource.Resource),
            Instance = OtlpValues.Instance(resource.Resource),
            Start = Time(span.StartTimeUnixNano),
            End = Time(span.EndTimeUnixNano),
            Status = Status(span.Status?.Code ?? 0),
            Attributes = OtlpValues.Dictionary(span.Attributes),
            Links = [.. span.Links.Select(link => new SpanLink(Hex(link.TraceId), Hex(link.SpanId)))],
        };

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);

    private static DateTimeOffset Time(ulong unixNanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(unixNanoseconds / TimeSpan.NanosecondsPerTick));

    // SpanKind of trace.proto: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer.
    private static SpanKind Kind(int kind) => kind switch
    {
        2 => SpanKind.Server,
        3 => SpanKind.Client,
        4 => SpanKind.Producer,
        5 => SpanKind.Consumer,
        _ => SpanKind.Internal,
    };

    private static SpanStatus Status(int code) => code switch
    {
        1 => SpanStatus.Ok,
        2 => SpanStatus.Error,
        _ => SpanStatus.Unset,
    };
}
