using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace UploadProcessing.Sequences.Otlp;

/// <summary>Receives OTLP (HTTP with binary protobuf) on a loopback port of its own, keeps every span, and wakes whoever waits for one.</summary>
/// <remarks>For tests: nothing is bounded, and nobody is asked for a key.</remarks>
public class SpanCollector : IAsyncDisposable
{
    private readonly List<Span> _spans = [];
    private WebApplication? _app;
    private TaskCompletionSource _arrival = NewArrival();

    /// <summary>For collectors of more; others use <see cref="StartAsync(CancellationToken)"/>.</summary>
    protected SpanCollector()
    {
    }

    /// <summary>What OTEL_EXPORTER_OTLP_ENDPOINT is set to, beside OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf; exporters add <c>/v1/traces</c>.</summary>
    public Uri Endpoint => new(_app?.Urls.First() ?? throw new InvalidOperationException("The collector has not been started."));

    /// <summary>All spans so far, in the order in which they came.</summary>
    public IReadOnlyList<Span> Spans => Snapshot(_spans);

    /// <summary>Held while something is received.</summary>
    protected Lock Gate { get; } = new();

    /// <summary>Starts on 127.0.0.1 and a free port.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<SpanCollector> StartAsync(CancellationToken cancellationToken = default)
    {
        var collector = new SpanCollector();
        await collector.ListenAsync(cancellationToken).ConfigureAwait(false);
        return collector;
    }

    /// <summary>The spans of the first trace that satisfies <paramref name="isWhole"/>, as soon as they are there.</summary>
    /// <param name="isWhole">Whether these spans of one trace are all that is wanted.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">None did within <paramref name="limit"/>; the message lists what came.</exception>
    public async Task<IReadOnlyList<Span>> WaitForTraceAsync(Func<IReadOnlyList<Span>, bool> isWhole, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Span>? found = null;
        await WaitUntilAsync(
            () => (found = Spans.GroupBy(span => span.TraceId).Select(trace => trace.ToList()).FirstOrDefault(isWhole)) is not null,
            limit, cancellationToken).ConfigureAwait(false);
        return found!;
    }

    /// <summary>Returns as soon as <paramref name="condition"/> holds; it is asked now and after every arrival.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It did not within <paramref name="limit"/>; the message lists what came.</exception>
    public async Task WaitUntilAsync(Func<bool> condition, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        while (true)
        {
            // The signal is taken before the question: what arrives in between wakes us.
            Task arrival;
            lock (Gate)
            {
                arrival = _arrival.Task;
            }

            if (condition())
            {
                return;
            }

            try
            {
                await arrival.WaitAsync(timeout.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Not within {limit}. Received so far:\n{Summary()}");
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Begins to receive.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    protected async Task ListenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        builder.Services.AddRequestDecompression();

        // In one process with what it observes, the collector must not observe itself: nobody listens to these.
        builder.Services.AddSingleton(new ActivitySource(nameof(SpanCollector)));
        builder.Services.AddSingleton<DiagnosticListener>(new DiagnosticListener(nameof(SpanCollector)));
        _app = builder.Build();
        _app.UseRequestDecompression();
        _app.MapPost("/v1/{signal}", ReceiveAsync).DisableHttpMetrics();
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps what came; called under <see cref="Gate"/>.</summary>
    /// <param name="signal"><c>traces</c>, <c>logs</c> or <c>metrics</c>.</param>
    /// <param name="body">The request, after decompression.</param>
    protected virtual void Keep(string signal, byte[] body)
    {
        if (signal == "traces")
        {
            _spans.AddRange(OtlpSpans.Read(body));
        }
    }

    /// <summary>A copy, taken while nothing is received.</summary>
    /// <param name="items">One of the lists that <see cref="Keep"/> fills.</param>
    protected IReadOnlyList<T> Snapshot<T>(IEnumerable<T> items)
    {
        lock (Gate)
        {
            return [.. items];
        }
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReceiveAsync(HttpContext context, string signal)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        TaskCompletionSource arrived;
        lock (Gate)
        {
            Keep(signal, buffer.ToArray());
            (arrived, _arrival) = (_arrival, NewArrival());
        }

        arrived.SetResult();

        // An Export…ServiceResponse without partial success is the empty message.
        context.Response.ContentType = "application/x-protobuf";
    }

    private string Summary() => string.Join('\n', Spans
        .OrderBy(span => span.TraceId, StringComparer.Ordinal).ThenBy(span => span.Start)
        .Select(span => $"{span.TraceId} {span.SpanId} <- {span.ParentSpanId ?? "(root)",-16} {span.Participant} {span.Kind} '{span.Name}'"));
}
