using System.IO.Pipelines;
using System.Net;
using System.Text.RegularExpressions;
using ClientTests.Watching;
using Microsoft.Playwright;

namespace ClientTests.Dashboard;

/// <summary>What can be seen only while it happens, and what is left of it in the picture.</summary>
[Collection(nameof(DashboardTopology))]
public sealed partial class LiveTests(DashboardTopology topology)
{
    // More than any buffer on the way holds back.
    private const int Piece = 4 << 20;
    private const int Length = 16 * Piece;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BytesOnTheirWay_HaveABarAndARate()
    {
        using var client = DavClient.Einstein(topology.App);
        await using var seat = await Seat.StartAsync(topology, "/", Stop);
        var row = seat.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "flowing.bin" });
        var pipe = new Pipe();
        var content = new StreamContent(pipe.Reader.AsStream());
        content.Headers.ContentLength = Length;
        var put = client.Http.PutAsync(DavClient.Url(await client.SpaceAsync("personal", Stop), "flowing.bin"), content, Stop);

        // A piece when the one before is shown. With the first there is nothing to compare it with.
        var sent = 0;
        for (var isRateSeen = false; !isRateSeen && sent < Length - Piece;)
        {
            var before = sent == 0 ? "0 B of 64 MiB" : (await Received(row).TextContentAsync())!.Trim();
            await pipe.Writer.WriteAsync(new byte[Piece], Stop);
            sent += Piece;
            await Assertions.Expect(Received(row)).Not.ToHaveTextAsync(before);
            isRateSeen = Rate().IsMatch((await Received(row).TextContentAsync())!);
        }

        Assert.True(sent < Length - Piece, "No rate was shown with any of them.");
        await Assertions.Expect(row.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(1);
        await pipe.Writer.WriteAsync(new byte[Length - sent], Stop);
        await pipe.Writer.CompleteAsync();
        using var answer = await put;
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await Assertions.Expect(row).ToContainTextAsync("finalized");
    }

    [Fact]
    public async Task Event_ThatIsDeliveredAgainAfterACrash_SaysSoInTheDiagram()
    {
        using var client = DavClient.Einstein(topology.App);
        await using var seat = await Seat.StartAsync(topology, "/", Stop);
        var page = seat.Page;
        var upload = await WatchedUpload.CreateAsync(client, topology.App.GetEndpoint("ocdav", "http"), "crashed.bin", Stop);
        await upload.SendAsync(Stop);
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "crashed.bin" })).ToContainTextAsync("delay");

        await topology.KillAsync("processing", Stop);
        await topology.StartAgainAsync("processing", Stop);

        await page.GetByRole(AriaRole.Link, new() { Name = "crashed.bin" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "crashed.bin" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".mud-chip").GetByText("finalized", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".sequence").First.Locator(".message", new() { HasText = "delivery 2" }).First).ToBeVisibleAsync();
        // The first one never ended, and is drawn all the same.
        await Assertions.Expect(page.Locator(".sequence").First.Locator(".message[aria-label*=' nats to processing: all-bytes-received']")).ToHaveCountAsync(2);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "dashboard-again.png"), FullPage = true });
    }

    [Fact]
    public async Task Metrics_OfEveryParticipant_AreShownAndSearched()
    {
        using var client = DavClient.Einstein(topology.App);
        await (await WatchedUpload.CreateAsync(client, topology.App.GetEndpoint("ocdav", "http"), "measured.bin", Stop)).SendAsync(Stop);
        await using var seat = await Seat.StartAsync(topology, "/telemetry", Stop);
        var page = seat.Page;
        var search = page.GetByLabel("Search metrics by name or participant");

        foreach (var (participant, metric) in new[]
        {
            ("dataprovider", "upload.bytes.received"), ("dataprovider", "upload.finalize.duration"), ("processing", "processing.step.duration"),
            ("ocdav", "http.server.request.duration"), ("storageprovider", "http.server.request.duration"), ("datagateway", "http.server.request.duration"),
        })
        {
            await search.FillAsync(metric);
            var series = page.GetByRole(AriaRole.Row).Filter(new() { HasText = participant }).First;
            await Assertions.Expect(series.Locator("[data-label=Metric]")).ToHaveTextAsync(metric);
            await Assertions.Expect(series.Locator("[data-label=Value]")).ToContainTextAsync(new Regex("[1-9]"));
        }

        await search.FillAsync("no such metric");
        await Assertions.Expect(page.Locator("[data-label=Metric]")).ToHaveCountAsync(0);
    }

    private static ILocator Received(ILocator row) => row.Locator("[data-label=Received]");

    [GeneratedRegex(@" of 64 MiB, [1-9][0-9.]* [KM]?i?B/s")]
    private static partial Regex Rate();
}
