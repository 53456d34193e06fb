using Google.Protobuf;
using Microsoft.Extensions.Options;
using UploadProcessing.Otlp;
using UploadProcessing.Dashboard.Receiving;
using UploadProcessing.Dashboard.Telemetry;
using UploadProcessing.Sequences;

namespace UnitTests.Dashboard;

/// <summary>OTLP as the dashboard reads it: of anybody's, also of those who get it wrong.</summary>
public sealed class TranslationTests
{
    private static readonly byte[] s_trace = Convert.FromHexString("0af7651916cd43dd8448eb211c80319c");
    private static readonly byte[] s_span = Convert.FromHexString("b7ad6b7169203331");

    private readonly Translation _translation = new(Options.Create(new TelemetryOptions { MaximumAttributes = 3, MaximumText = 20 }));

    [Fact]
    public void Span_IsReadWithAllThatIsShown()
    {
        var span = Only(new OtlpSpan
        {
            TraceId = ByteString.CopyFrom(s_trace),
            SpanId = ByteString.CopyFrom(s_span),
            ParentSpanId = ByteString.CopyFrom(s_span),
            Name = "GET /",
            Kind = 3,
            StartTimeUnixNano = 1_000_000_000,
            EndTimeUnixNano = 1_500_000_000,
            Status = new OtlpSpan.Types.Status { Code = 2 },
            Attributes = { Text("a", "b") },
        });

        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "b7ad6b7169203331"), (span.TraceId, span.SpanId, span.ParentSpanId));
        Assert.Equal((SpanKind.Client, SpanStatus.Error, "shop"), (span.Kind, span.Status, span.Participant));
        Assert.Equal(TimeSpan.FromSeconds(0.5), span.End - span.Start);
        Assert.Equal("b", span.Attribute("a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("0af7651916cd43dd8448eb211c80319c00")]
    public void Span_WithoutAnId_IsNone(string trace) =>
        Assert.Empty(_translation.Spans(Request(new OtlpSpan { TraceId = ByteString.CopyFrom(Convert.FromHexString(trace)), SpanId = ByteString.CopyFrom(s_span) })));

    [Fact]
    public void Span_OfAnotherAge_IsCutToWhatIsKept()
    {
        var span = Only(new OtlpSpan
        {
            TraceId = ByteString.CopyFrom(s_trace),
            SpanId = ByteString.CopyFrom(s_span),
            Name = new string('x', 100),
            Kind = 77,
            StartTimeUnixNano = ulong.MaxValue,
            EndTimeUnixNano = 5,
            Attributes = { Enumerable.Range(0, 10).Select(number => Text($"{number}", new string('y', 100))) },
        });

        Assert.Equal(21, span.Name.Length);
        Assert.Equal(3, span.Attributes.Count);
        Assert.Equal(SpanKind.Internal, span.Kind);
        Assert.Equal(span.Start, span.End);
    }

    [Fact]
    public void WhatHasBegun_IsASpanThatIsOpen_AndNoLogRecord()
    {
        var request = Logs(Began("0af7651916cd43dd8448eb211c80319c"), Began("nonsense"));
        var translation = new Translation(Options.Create(new TelemetryOptions()));

        var open = Assert.Single(translation.OpenSpans(request));

        Assert.True(open.IsOpen);
        Assert.Equal(("PATCH /data/{jwt}", SpanKind.Server, "shop"), (open.Name, open.Kind, open.Participant));
        Assert.Empty(translation.Logs(request));
    }

    [Fact]
    public void WorkOnAnEvent_ThatHasBegun_IsADeliveryThatIsOpen()
    {
        var record = Began("0af7651916cd43dd8448eb211c80319c");
        record.Attributes.Clear();
        record.Attributes.Add(
        [
            Text("Kind", "consumer"), Text("System", "nats"), Text("Template", "uploads.all-bytes-received.{uploadid}"), Text("Attempt", "2"),
            Text("Trace", "0af7651916cd43dd8448eb211c80319c"), Text("Span", "b7ad6b7169203331"), Text("Parent", ""), Text("Start", "2026-11-30T12:00:00.0000000Z"),
        ]);

        var open = Assert.Single(new Translation(Options.Create(new TelemetryOptions())).OpenSpans(Logs(record)));

        Assert.Equal((SpanKind.Consumer, true), (open.Kind, open.IsOpen));
        var arrow = Assert.Single(Sequence.From([open]).Messages);
        Assert.Equal(("nats", "shop", "all-bytes-received({uploadid}) event", "delivery 2"), (arrow.From, arrow.To, arrow.Label, arrow.Repetition));
    }

    private static ExportLogsServiceRequest Logs(params OtlpLogRecord[] records)
    {
        var scope = new ScopeLogs { Scope = new InstrumentationScope { Name = "UploadProcessing.SpanStarts" } };
        scope.LogRecords.Add(records);
        return new() { ResourceLogs = { new ResourceLogs { Resource = new Resource { Attributes = { Text("service.name", "shop") } }, ScopeLogs = { scope } } } };
    }

    private static OtlpLogRecord Began(string trace) => new()
    {
        Attributes =
        {
            Text("Kind", "server"), Text("Method", "PATCH"), Text("Template", "/data/{jwt}"), Text("Trace", trace), Text("Span", "b7ad6b7169203331"),
            Text("Parent", ""), Text("Start", "2026-11-30T12:00:00.0000000Z"),
        },
    };

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private static ExportTraceServiceRequest Request(OtlpSpan span) => new()
    {
        ResourceSpans = { new ResourceSpans { Resource = new Resource { Attributes = { Text("service.name", "shop") } }, ScopeSpans = { new ScopeSpans { Spans = { span } } } } },
    };

    private Span Only(OtlpSpan span) => Assert.Single(_translation.Spans(Request(span)));
}
