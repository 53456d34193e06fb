using System.Net;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Sequences;
using UploadProcessing.TestSupport.Telemetry;

namespace EndToEndTests.Uploads;

/// <summary>What the participants tell about an upload: the design's first diagram, and no secret.</summary>
public sealed class DiagramTests(DiagramTests.Observed topology) : IClassFixture<DiagramTests.Observed>
{
    // processing has nothing to tell yet but what it measures of itself.
    private static readonly string[] Reporting = [.. Topology.Participants.Where(name => name != "nats")];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_RecordedFromItsSpans_EqualsTheSeedsFirstDiagram()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);

        using var put = await client.PutAsync(DavClient.Url(space, "newfile.bin"), "hello", Stop);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        var spans = await topology.Collector.WaitForTraceAsync(trace => IsWholePut(Sequence.From(trace)), Limit, Stop);

        var recorded = Sequence.From(spans);
        Recordings.Keep("docs/sequences/1-put.mmd", recorded);
        Recordings.AssertEqual("docs/sequences/seed/1-put.mmd", null, recorded);
        Recordings.AssertEqual("docs/sequences/1-put.mmd", null, recorded);
    }

    [Fact]
    public async Task Tus_RecordedFromItsSpans_EqualsTheSeedsSecondDiagram()
    {
        using var client = DavClient.Einstein(topology.App);
        using var upload = await TusClient.CreateAsync(client, await client.SpaceAsync("Lab", Stop), "diagram-2.bin", length: 5, Stop);
        using var patched = await upload.PatchAsync(0, "hello", Stop);
        Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);
        var spans = await topology.Collector.WaitForTraceAsync(trace => IsWholeTus(Sequence.From(trace)), Limit, Stop);

        var recorded = Sequence.From(spans);
        Recordings.Keep("docs/sequences/2-tus.mmd", recorded);
        Recordings.AssertEqual("docs/sequences/seed/2-tus.mmd", null, recorded);
        Recordings.AssertEqual("docs/sequences/2-tus.mmd", null, recorded);
    }

    [Fact]
    public async Task Everything_Exported_HoldsNoSecret()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        var url = DavClient.Url(space, "secret.bin");
        using var put = await client.PutAsync(url, "hello", Stop);
        await client.DownloadAsync(url, Stop);

        // The way through the gateway, where the token is in the path: granted, refused, and to a route that does not exist.
        var token = topology.Minted.Transfer(UploadId(), TransferOperation.Write);
        using var gateway = topology.CreateClient("datagateway");
        using var unknown = await gateway.PutAsync($"/data/{token}", new ByteArrayContent([1]), Stop);
        using var stray = await gateway.GetAsync($"/data/{token}/stray?token={token}", Stop);
        using var broken = await gateway.GetAsync($"/data/{token}x", Stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        await topology.Collector.WaitForAsync(HasEveryAnswer, Limit, Stop);
        // Each participant exports metrics less often than logs: a round of metrics later all of this has been told.
        var told = topology.Collector.Metrics.Count;
        await topology.Collector.WaitForAsync(
            collector => Reporting.All(name => collector.Metrics.Skip(told).Any(point => point.Participant == name)), Limit, Stop);

        Assert.Empty(SecretScan.Find(topology.Collector, token, "relativity", Basic(client), topology.Minted.TransferKey, topology.Minted.AccessKey));
    }

    private static string Basic(DavClient client) => client.Http.DefaultRequestHeaders.Authorization is { Parameter: { } value }
        ? value
        : throw new InvalidOperationException("The client does not sign in.");

    private static UploadProcessing.Contracts.UploadId UploadId() => UploadProcessing.Contracts.UploadId.New();

    /// <summary>The server spans of both ways, the refused ones included.</summary>
    private static bool HasEveryAnswer(OtlpCollector collector) =>
        new[] { ("ocdav", 201), ("ocdav", 200), ("dataprovider", 201), ("dataprovider", 200), ("dataprovider", 404), ("datagateway", 404), ("datagateway", 401) }
            .All(answer => collector.Spans.Any(span => IsAnswer(span, answer.Item1, answer.Item2)))
        && collector.Spans.Any(span => span.Participant == "storageprovider");

    private static bool IsAnswer(Span span, string participant, int status) =>
        span.Participant == participant && span.Attributes.TryGetValue("http.response.status_code", out var code) && code == status.ToString(provider: null);

    // Complete only when the client has its answer; the comparison says whether what came before it is right.
    private static bool IsWholePut(Sequence sequence) =>
        sequence.IsComplete && sequence.Messages[0].FirstLine.EndsWith("/newfile.bin", StringComparison.Ordinal) && sequence.Messages[^1].To == "Client";

    // The PATCH carries on the creation's context, so on its own it looks like a trace that somebody else began: both must be there.
    private static bool IsWholeTus(Sequence sequence) =>
        sequence.IsComplete && sequence.Messages[0].FirstLine.StartsWith("POST", StringComparison.Ordinal)
        && sequence.Messages.Any(message => message.FirstLine.StartsWith("PATCH", StringComparison.Ordinal)) && sequence.Messages[^1].To == "Client";

    /// <summary>A topology of its own that exports to a collector of ours.</summary>
    public sealed class Observed : Topology
    {
        private OtlpCollector? _collector;

        public OtlpCollector Collector => _collector ?? throw new InvalidOperationException("The collector has not been started.");

        public MintedTokens Minted { get; } = new();

        protected override IEnumerable<string> Arguments => [$"--UPLOADS_OTLP_ENDPOINT={Collector.Endpoint}", .. Minted.Arguments];

        protected override async ValueTask BeforeStartAsync(CancellationToken cancellationToken) =>
            _collector = await OtlpCollector.StartAsync(cancellationToken);

        protected override ValueTask AfterStopAsync() => Collector.DisposeAsync();
    }
}
