using System.Net;
using System.Text;
using NATS.Client.Core;
using NATS.Client.JetStream;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Sequences;
using UploadProcessing.TestSupport.Telemetry;

namespace EndToEndTests.Uploads;

/// <summary>What the world is told of an upload, and that the upload does not need the world.</summary>
public sealed class EventTests(EventTests.Observed topology) : IClassFixture<EventTests.Observed>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_IsToldWithItsPayloadInATraceThatIsLinkedToIt()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);

        using var put = await client.PutAsync(DavClient.Url(space, "told.txt"), "hello", Stop);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        var message = await MessageAsync("told.txt");
        var ready = UploadReady.FromJson(Encoding.UTF8.GetBytes(message.Data!));
        Assert.Equal($"uploads.upload-ready.{ready.UploadId}", message.Subject);
        Assert.Equal((5, "einstein", true), (ready.Size, ready.UserId.Value, ready.Created));
        Assert.Equal($"{ready.SpaceId}!{ready.NodeId}", Assert.Single(put.Headers.GetValues("OC-FileId")));
        Assert.Equal(put.Headers.ETag!.Tag, ready.ETag);

        var spans = await topology.Collector.WaitForTraceAsync(trace => trace.Any(span => IsSend(span, ready)), Limit, Stop);
        var send = spans.Single(span => IsSend(span, ready));
        Assert.Equal(("dataprovider", SpanKind.Producer, null), (send.Participant, send.Kind, send.ParentSpanId));
        var cause = Assert.Single(send.Links).TraceId;
        Assert.Contains(topology.Collector.Spans, span => span.TraceId == cause && span.Participant == "ocdav" && span.Kind == SpanKind.Server);
        Assert.DoesNotContain(spans, span => span.Name.Contains("$JS", StringComparison.Ordinal) || span.Name.StartsWith("inbox", StringComparison.Ordinal));
        Assert.Equal(
            ["emit upload-ready({uploadid}) event"], Sequence.From(spans).Messages.Select(arrow => arrow.FirstLine).Where(line => line.StartsWith("emit", StringComparison.Ordinal)));
        // The trace that goes on at the consumer is this one, and not the upload's.
        Assert.Equal(send.TraceId, message.Headers!["traceparent"].ToString().Split('-')[1]);
    }

    /// <summary>The first upload-ready of a file of that name.</summary>
    private async Task<INatsJSMsg<string>> MessageAsync(string name)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Limit);
        var url = await topology.App.GetConnectionStringAsync("nats", deadline.Token);
        await using var connection = new NatsConnection(NatsOpts.Default with { Url = url! });
        var jetStream = new NatsJSContext(connection);
        await Eventually.TrueAsync(
            () => topology.Collector.Spans.Any(span => span.Name == "send uploads.upload-ready"), Limit, () => "Nothing has been published.");
        var consumer = await jetStream.CreateOrderedConsumerAsync(UploadSubjects.Stream, cancellationToken: deadline.Token);
        await foreach (var message in consumer.ConsumeAsync<string>(cancellationToken: deadline.Token))
        {
            if (message.Subject.StartsWith("uploads.upload-ready.", StringComparison.Ordinal)
                && UploadReady.FromJson(Encoding.UTF8.GetBytes(message.Data!)).Name == name)
            {
                return message;
            }
        }

        throw new InvalidOperationException("The stream has ended.");
    }

    private static bool IsSend(Span span, UploadReady ready) =>
        span.Name == "send uploads.upload-ready" && span.Attributes.TryGetValue("upload.id", out var upload) && upload == ready.UploadId.ToString();

    /// <summary>A topology of its own that exports to a collector of ours.</summary>
    public sealed class Observed : Topology
    {
        private OtlpCollector? _collector;

        public OtlpCollector Collector => _collector ?? throw new InvalidOperationException("The collector has not been started.");

        protected override IEnumerable<string> Arguments => [$"--UPLOADS_OTLP_ENDPOINT={Collector.Endpoint}"];

        protected override async ValueTask BeforeStartAsync(CancellationToken cancellationToken) =>
            _collector = await OtlpCollector.StartAsync(cancellationToken);

        protected override ValueTask AfterStopAsync() => Collector.DisposeAsync();
    }
}
