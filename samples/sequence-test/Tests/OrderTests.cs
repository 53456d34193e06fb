using System.Net;
using UploadProcessing.Sequences;
using UploadProcessing.Sequences.Otlp;

namespace SequenceTest.Tests;

/// <summary>The services talk to each other as the drawing says.</summary>
public sealed class OrderTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private SpanCollector _collector = null!;
    private IDistributedApplicationTestingBuilder _builder = null!;
    private DistributedApplication _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _collector = await SpanCollector.StartAsync(Stop);
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SequenceTest_AppHost>([], Stop);
        foreach (var service in _builder.Resources.OfType<ProjectResource>().ToList())
        {
            _builder.CreateResourceBuilder(service)
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Endpoint.ToString())
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "200");     // milliseconds: somebody waits for them
        }

        _app = await _builder.BuildAsync(Stop);
        await _app.StartAsync(Stop);
        await _app.ResourceNotifications.WaitForResourceHealthyAsync("shop", Stop).WaitAsync(Limit, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _builder.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Fact]
    public async Task Order_OfWhatIsThere_IsAsDrawn()
    {
        var order = await OrderAsync("lamp", HttpStatusCode.Created);

        order.ShouldMatch(Path.Combine(AppContext.BaseDirectory, "order.mmd"));
    }

    [Fact]
    public async Task Order_OfWhatIsSoldOut_IsNot_AndTheDifferenceIsTold()
    {
        var order = await OrderAsync("sofa", HttpStatusCode.Conflict);

        var mismatch = Assert.Throws<SequenceMismatchException>(() => order.ShouldMatch(Path.Combine(AppContext.BaseDirectory, "order.mmd")));
        Assert.Contains("missing    3. stock-->>shop: 200 OK", mismatch.Message, StringComparison.Ordinal);
        Assert.Contains("404 Not Found", mismatch.Message, StringComparison.Ordinal);
    }

    private async Task<Sequence> OrderAsync(string item, HttpStatusCode answer)
    {
        using var shop = _app.CreateHttpClient("shop", "http");
        using var order = await shop.PostAsync($"/orders?item={item}", content: null, Stop);
        Assert.Equal(answer, order.StatusCode);

        // Not the trace of a health check, and not before the shop has told of the request that everything else is a part of.
        var spans = await _collector.WaitForTraceAsync(
            trace => Sequence.From(trace) is { IsComplete: true } sequence && sequence.Messages[0].FirstLine == "POST /orders", Limit, Stop);
        return Sequence.From(spans);
    }
}
