using System.Net;
using EndToEndTests.Uploads;
using UploadProcessing.Sequences;

namespace EndToEndTests.Processing;

/// <summary>The design's third diagram, both of its branches, in one trace across HTTP, gRPC and NATS.</summary>
public sealed class ProcessedDiagramTests(ProcessedTopology topology) : IClassFixture<ProcessedTopology>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Success_RecordedFromItsSpans_EqualsTheSeedsThirdDiagram()
    {
        using var client = DavClient.Einstein(topology.App);
        using var upload = await TusClient.CreateAsync(client, await client.SpaceAsync("Lab", Stop), "diagram-3.bin", length: 5, Stop);

        using var patched = await upload.PatchAsync(0, "hello", Stop);

        Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);
        await RecordAsync("success");
    }

    private async Task RecordAsync(string branch)
    {
        var spans = await topology.Collector.WaitForTraceAsync(trace => IsWhole(Sequence.From(trace)), Limit, Stop);
        var recorded = Sequence.From(spans);
        Recordings.Keep($"docs/sequences/3-{branch}.mmd", recorded);
        Recordings.AssertEqual("docs/sequences/seed/3-processing.mmd", branch, recorded);
        Recordings.AssertEqual($"docs/sequences/3-{branch}.mmd", null, recorded);
    }

    private static bool IsWhole(Sequence sequence) =>
        sequence.IsComplete && sequence.Messages[^1].To == "Client" && sequence.Messages.Count(message => message.Kind is MessageKind.Asynchronous) >= 4;
}
