using System.Net;
using EndToEndTests.Uploads;

namespace EndToEndTests.Processing;

/// <summary>The design's third diagram, both of its branches, in one trace across HTTP, gRPC and NATS.</summary>
public sealed class ProcessedDiagramTests(ProcessedTopology topology) : IClassFixture<ProcessedTopology>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Success_RecordedFromItsSpans_EqualsTheSeedsThirdDiagram()
    {
        using var client = DavClient.Einstein(topology.App);
        using var upload = await TusClient.CreateAsync(client, await client.SpaceAsync("Lab", Stop), "diagram-3.bin", length: 5, Stop);

        using var patched = await upload.PatchAsync(0, "hello", Stop);

        Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);
        await Recordings.OfProcessingAsync(topology.Collector, "success", Stop);
    }
}
