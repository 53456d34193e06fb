using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Google.Protobuf;
using UploadProcessing.Otlp;

namespace UploadProcessing.LoadTests.Scenarios;

/// <summary>As many spans as several senders can push into the dashboard, while its pages are asked for.</summary>
/// <param name="Otlp">Where OTLP by HTTP is taken.</param>
/// <param name="Key">What it is taken with.</param>
/// <param name="Dashboard">The pages.</param>
/// <param name="Token">What opens them.</param>
/// <param name="Senders">At a time.</param>
/// <param name="Duration">How long.</param>
internal sealed record Flood(Uri Otlp, string Key, Uri Dashboard, string Token, int Senders, TimeSpan Duration)
{
    private const int SpansPerRequest = 200;
    private const int SpansPerTrace = 10;
    private const int AttributesPerSpan = 10;
    private const int TraceIdLength = 16;
    private const int SpanIdLength = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <returns>Spans that were taken, requests that were not, and how long each look at a page took.</returns>
    public async Task<(long Spans, long Refused, IReadOnlyList<TimeSpan> Pages)> RunAsync()
    {
        using var until = new CancellationTokenSource(Duration);
        var (taken, refused) = (0L, 0L);
        var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            using var http = new HttpClient();
            var (body, ids) = Body();
            while (!until.IsCancellationRequested)
            {
                Renew(body, ids);
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Otlp, "v1/traces")) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                request.Headers.Add("x-otlp-api-key", Key);
                using var answer = await http.SendAsync(request, CancellationToken.None);
                Interlocked.Add(ref taken, answer.IsSuccessStatusCode ? SpansPerRequest : 0);
                Interlocked.Add(ref refused, answer.IsSuccessStatusCode ? 0 : 1);
            }
        })).ToList();
        var pages = await LookAsync(until.Token);
        await Task.WhenAll(senders);
        return (taken, refused, pages);
    }

    private async Task<List<TimeSpan>> LookAsync(CancellationToken until)
    {
        using var http = new HttpClient { BaseAddress = Dashboard };
        using var signedIn = await http.GetAsync($"/login?t={Token}", CancellationToken.None);
        signedIn.EnsureSuccessStatusCode();
        var looks = new List<TimeSpan>();
        while (!until.IsCancellationRequested)
        {
            var begun = Stopwatch.GetTimestamp();
            using var page = await http.GetAsync("/traces", CancellationToken.None);
            page.EnsureSuccessStatusCode();
            looks.Add(Stopwatch.GetElapsedTime(begun));
            await Task.Delay(Pause, CancellationToken.None);
        }

        return looks;
    }

    /// <summary>A request, and where in it the ids of each trace and each span are.</summary>
    private static (byte[] Body, List<(int Offset, int Length, int Same)> Ids) Body()
    {
        var scope = new ScopeSpans();
        var ids = new List<(byte[] Id, int Same)>();
        for (var number = 0; number < SpansPerRequest; number++)
        {
            var trace = number % SpansPerTrace == 0 ? RandomNumberGenerator.GetBytes(TraceIdLength) : ids[^2].Id;
            var span = RandomNumberGenerator.GetBytes(SpanIdLength);
            ids.Add((trace, number / SpansPerTrace));
            ids.Add((span, -1));
            var sent = new OtlpSpan { TraceId = ByteString.CopyFrom(trace), SpanId = ByteString.CopyFrom(span), Name = "GET /flood/{id}", Kind = 2, StartTimeUnixNano = 1_790_000_000_000_000_000, EndTimeUnixNano = 1_790_000_000_001_000_000 };
            sent.Attributes.Add(Enumerable.Range(0, AttributesPerSpan).Select(attribute => new KeyValue { Key = $"attribute.{attribute}", Value = new AnyValue { StringValue = $"value {number} {attribute}" } }));
            scope.Spans.Add(sent);
        }

        var resource = new Resource { Attributes = { new KeyValue { Key = "service.name", Value = new AnyValue { StringValue = "flood" } } } };
        var body = new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = resource, ScopeSpans = { scope } } } }.ToByteArray();
        var offsets = new List<(int, int, int)>();
        var from = 0;
        foreach (var (id, same) in ids)
        {
            from += body.AsSpan(from).IndexOf(id);
            offsets.Add((from, id.Length, same));
        }

        return (body, offsets);
    }

    /// <summary>Other traces and other spans, without building the request again: what is measured is who receives it.</summary>
    private static void Renew(byte[] body, List<(int Offset, int Length, int Same)> ids)
    {
        var traces = RandomNumberGenerator.GetBytes(TraceIdLength * (SpansPerRequest / SpansPerTrace));
        foreach (var (offset, length, same) in ids)
        {
            if (same >= 0)
            {
                traces.AsSpan(same * TraceIdLength, TraceIdLength).CopyTo(body.AsSpan(offset));
            }
            else
            {
                Random.Shared.NextBytes(body.AsSpan(offset, length));
            }
        }
    }
}
