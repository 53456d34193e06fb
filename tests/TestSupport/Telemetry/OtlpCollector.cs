using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UploadProcessing.Sequences;
using UploadProcessing.Dashboard.Otlp;

namespace UploadProcessing.TestSupport.Telemetry;

/// <summary>Receives OTLP (http/protobuf) on a loopback port of its own, keeps everything, and wakes whoever waits for something.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<Span> _spans = [];
    private readonly List<ReceivedLog> _logs = [];
    private readonly List<ReceivedMetric> _metrics = [];
    private readonly List<ReceivedText> _texts = [];
    private readonly List<ReceivedBody> _bodies = [];
    private TaskCompletionSource _arrival = NewArrival();

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>What UPLOADS_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_ENDPOINT is set to; the exporter adds <c>/v1/…</c>.</summary>
    public Uri Endpoint => new(_app.Urls.First());

    /// <summary>All spans so far.</summary>
    public IReadOnlyList<Span> Spans => Snapshot(_spans);

    /// <summary>All log records so far.</summary>
    public IReadOnlyList<ReceivedLog> Logs => Snapshot(_logs);

    /// <summary>All metric points so far; each export repeats the metrics.</summary>
    public IReadOnlyList<ReceivedMetric> Metrics => Snapshot(_metrics);

    /// <summary>Every text in everything so far, with the place where it stood.</summary>
    public IReadOnlyList<ReceivedText> Texts => Snapshot(_texts);

    /// <summary>Every request's body so far, as it was before compression.</summary>
    public IReadOnlyList<ReceivedBody> Bodies => Snapshot(_bodies);

    /// <summary>Starts on 127.0.0.1 and a free port.</summary>
    public static async Task<OtlpCollector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        builder.Services.AddRequestDecompression();

        // In one process with what it observes, the collector must not observe itself: nobody listens to these.
        builder.Services.AddSingleton(new ActivitySource(nameof(OtlpCollector)));
        builder.Services.AddSingleton<DiagnosticListener>(new DiagnosticListener(nameof(OtlpCollector)));
        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.UseRequestDecompression();
        app.MapPost("/v1/traces", context => collector.ReceiveAsync(context, collector.AddTraces)).DisableHttpMetrics();
        app.MapPost("/v1/logs", context => collector.ReceiveAsync(context, collector.AddLogs)).DisableHttpMetrics();
        app.MapPost("/v1/metrics", context => collector.ReceiveAsync(context, collector.AddMetrics)).DisableHttpMetrics();
        await app.StartAsync(cancellationToken);
        return collector;
    }

    /// <summary>The spans of the first trace that satisfies <paramref name="complete"/>, as soon as they are there.</summary>
    /// <exception cref="TimeoutException">None did until <paramref name="deadline"/>; the message lists what came.</exception>
    public async Task<IReadOnlyList<Span>> WaitForTraceAsync(
        Func<IReadOnlyList<Span>, bool> complete, TimeSpan deadline, CancellationToken cancellationToken)
    {
        IReadOnlyList<Span>? found = null;
        await WaitForAsync(collector => (found = collector.Spans
            .GroupBy(span => span.TraceId)
            .Select(trace => trace.ToList())
            .FirstOrDefault(complete)) is not null, deadline, cancellationToken);
        return found!;
    }

    /// <summary>Returns as soon as <paramref name="condition"/> holds; it is asked now and after every arrival.</summary>
    /// <exception cref="TimeoutException">It did not until <paramref name="deadline"/>; the message lists what came.</exception>
    public async Task WaitForAsync(Func<OtlpCollector, bool> condition, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(deadline);
        while (true)
        {
            // The signal is taken before the question: what arrives in between wakes us.
            Task arrival;
            lock (_lock)
            {
                arrival = _arrival.Task;
            }

            if (condition(this))
            {
                return;
            }

            try
            {
                await arrival.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Not within {deadline}. Received so far:\n{Summary()}");
            }
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Summary() => string.Join('\n', Spans
        .OrderBy(span => span.TraceId).ThenBy(span => span.Start)
        .Select(span => $"{span.TraceId} {span.SpanId} <- {span.ParentSpanId ?? "(root)",-16} {span.Participant} {span.Kind} '{span.Name}'"));

    private async Task ReceiveAsync(HttpContext context, Action<byte[]> add)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var body = buffer.ToArray();
        TaskCompletionSource arrived;
        lock (_lock)
        {
            _bodies.Add(new ReceivedBody(context.Request.Path, body));
            add(body);
            (arrived, _arrival) = (_arrival, NewArrival());
        }

        arrived.SetResult();

        // An Export…ServiceResponse without partial success is the empty message.
        context.Response.ContentType = "application/x-protobuf";
    }

    private void AddTraces(byte[] body)
    {
        var request = ExportTraceServiceRequest.Parser.ParseFrom(body);
        _spans.AddRange(OtlpSpans.Read(request));
        _texts.AddRange(OtlpTexts.Of(request));
    }

    private void AddLogs(byte[] body)
    {
        var request = ExportLogsServiceRequest.Parser.ParseFrom(body);
        _logs.AddRange(OtlpRecords.Read(request));
        _texts.AddRange(OtlpTexts.Of(request));
    }

    private void AddMetrics(byte[] body)
    {
        var request = ExportMetricsServiceRequest.Parser.ParseFrom(body);
        _metrics.AddRange(OtlpRecords.Read(request));
        _texts.AddRange(OtlpTexts.Of(request));
    }

    private List<T> Snapshot<T>(List<T> items)
    {
        lock (_lock)
        {
            return [.. items];
        }
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
