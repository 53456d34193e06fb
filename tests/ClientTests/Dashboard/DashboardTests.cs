using System.Net;
using System.Text.Json;
using ClientTests.CommandLine;
using ClientTests.Watching;
using Microsoft.Playwright;

namespace ClientTests.Dashboard;

/// <summary>The dashboard as its user sees it, in Chromium.</summary>
[Collection(nameof(DashboardTopology))]
public sealed class DashboardTests(DashboardTopology topology)
{
    private static readonly string s_pictures = Path.Combine(Checkout.Root, "artifacts", "screenshots");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_IsListedLive_AndItsDiagramGrowsToItsEnd()
    {
        using var client = DavClient.Einstein(topology.App);
        await using var seat = await SeatAsync("/");
        var page = seat.Browser.Page;
        var upload = await CreateAsync(client, "growing.bin");
        await page.GetByRole(AriaRole.Link, new() { Name = "growing.bin" }).ClickAsync();
        await Assertions.Expect(Chip(page, "receiving")).ToBeVisibleAsync();
        await Assertions.Expect(Message(page, "InitiateFileUpload")).ToBeVisibleAsync();

        await upload.SendAsync(Stop);

        await Assertions.Expect(Chip(page, "processing")).ToBeVisibleAsync();
        await Assertions.Expect(Chip(page, "finalized")).ToBeVisibleAsync();
        await Assertions.Expect(Message(page, "processing-finished")).ToHaveCountAsync(2);
        var participants = await page.Locator(".sequence").First.Locator(".participant").AllTextContentsAsync();
        Assert.Equal(["Client", "ocdav", "storageprovider", "datagateway", "dataprovider", "nats", "processing"], participants);
        await KeepPictureAsync(page, "dashboard-upload");

        // By the keyboard only: the arrow, and what is told of it.
        await Message(page, "InitiateFileUpload").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#span-details")).ToContainTextAsync("rpc.method");
    }

    [Fact]
    public async Task HeldRequest_IsDrawnBeforeItsAnswer()
    {
        using var client = DavClient.Einstein(topology.App);
        await using var seat = await SeatAsync("/");
        var page = seat.Browser.Page;
        var put = client.PutAsync(DavClient.Url(await client.SpaceAsync("Lab", Stop), "held.txt"), "held", Stop);

        await page.GetByRole(AriaRole.Link, new() { Name = "held.txt" }).ClickAsync();
        await Assertions.Expect(Message(page, "PUT /data")).ToBeVisibleAsync();
        Assert.False(put.IsCompleted, "It was answered before it was looked at.");
        Assert.Equal(0, await Message(page, "201 Created").CountAsync());

        using var answer = await put;
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await Assertions.Expect(Message(page, "201 Created")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task RefusedUpload_SaysWhy_AndIsComparedWithTheRecordedFailure()
    {
        using var client = DavClient.Einstein(topology.App);
        using var answer = await client.PutAsync(DavClient.Url(await client.SpaceAsync("Lab", Stop), "hello.exe"), "hello", Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        await using var seat = await SeatAsync("/");
        var page = seat.Browser.Page;

        await page.GetByRole(AriaRole.Link, new() { Name = "hello.exe" }).ClickAsync();
        await Assertions.Expect(Chip(page, "policy failed")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".mud-alert-message").First).ToContainTextAsync("exe");

        // The recording is of a resumable upload, and this was a PUT: what only one of them has is marked.
        await page.GetByRole(AriaRole.Tab, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.Locator(".message.missing").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".message.extra").First).ToBeVisibleAsync();
        await KeepPictureAsync(page, "dashboard-compare");
    }

    [Fact]
    public async Task RecordedSequence_IsShownOnTheCommandLine()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("recorded.txt", 10, seed: 1, Stop);
        var uploads = new UploadsProgram(topology, place);
        (await uploads.RunAsync("put", "recorded.txt", place.FolderUrl)).EndedWith(0);
        using var list = JsonDocument.Parse((await uploads.OperateAsync("list", "--json")).EndedWith(0).Output);
        var id = list.RootElement.GetProperty("uploads").EnumerateArray().First(upload => upload.GetProperty("name").GetString() == "recorded.txt").GetProperty("id").GetString()!;

        var sequence = "";
        await Eventually.TrueAsync(
            async () => (sequence = (await uploads.OperateAsync("show", id, "--sequence")).Output).Contains("PATCH /data/tus/{uploadid}", StringComparison.Ordinal),
            TimeSpan.FromMinutes(1), () => sequence);

        Assert.StartsWith("%%{init", sequence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_AreDarkWhereTheSystemIs_AndNarrowOnes()
    {
        await using var seat = await SeatAsync("/traces");
        var page = seat.Browser.Page;
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("body")).Not.ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");
        await page.SetViewportSizeAsync(400, 800);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pages" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Telemetry" }).ClickAsync();
        await Assertions.Expect(page.GetByText("log records.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task WithoutItsToken_NobodyGetsIn()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(await topology.LinkAsync("/", Stop)) };

        using var page = await http.GetAsync("/", Stop);
        using var wrong = await http.GetAsync("/login?t=wrong", Stop);
        using var diagram = await http.GetAsync("/diagrams/traces/0af7651916cd43dd8448eb211c80319c.svg", Stop);
        using var elsewhere = await http.GetAsync((await topology.LinkAsync("//example.org", Stop)), Stop);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Forbidden, HttpStatusCode.Redirect), (page.StatusCode, wrong.StatusCode, diagram.StatusCode));
        Assert.Equal("/", elsewhere.Headers.Location?.ToString());
    }

    private static ILocator Message(IPage page, string label) => page.Locator(".sequence").First.Locator(".message", new() { HasText = label });

    private static ILocator Chip(IPage page, string text) => page.Locator(".mud-chip").GetByText(text, new() { Exact = true });

    private Task<WatchedUpload> CreateAsync(DavClient client, string name) =>
        WatchedUpload.CreateAsync(client, topology.App.GetEndpoint("ocdav", "http"), name, Stop);

    /// <summary>As docs/pictures shows it.</summary>
    private static async Task KeepPictureAsync(IPage page, string name) => await page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, $"{name}.png") });

    private Task<Seat> SeatAsync(string page) => Seat.StartAsync(topology, page, Stop);
}
