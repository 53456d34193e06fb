using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Playwright;

namespace ClientTests.Dashboard;

/// <summary>What people do with what they see: search, compare, copy, read on, with a mouse or without.</summary>
[Collection(nameof(DashboardTopology))]
public sealed class ReadingTests(DashboardTopology topology)
{
    private static readonly string[] Pages = ["/", "/try", "/traces", "/resources/nats", "/telemetry"];

    private static readonly string[] Focusable = ["button", "link", "textbox", "combobox", "tab", "checkbox", "switch", "spinbutton", "searchbox"];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_IsSearchedAndFiltered()
    {
        using var client = DavClient.Einstein(topology.App);
        await PutAsync(client, "needle.txt");
        await PutAsync(client, "needle.exe");
        var id = await UploadOfAsync(client, "haystack.txt");
        await using var seat = await Seat.StartAsync(topology, "/", Stop);
        var search = seat.Page.GetByLabel("Search by name, user, space or id");
        await Assertions.Expect(Row(seat.Page, "haystack.txt")).ToBeVisibleAsync();

        await search.FillAsync("NEEDLE");
        await Assertions.Expect(Row(seat.Page, "haystack.txt")).ToHaveCountAsync(0);
        await Assertions.Expect(Row(seat.Page, "needle.")).ToHaveCountAsync(2);
        await seat.Page.GetByLabel("State").ClickAsync();
        await seat.Page.Locator(".mud-list-item").GetByText("aborted", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(Row(seat.Page, "needle.")).ToHaveCountAsync(1);
        await Assertions.Expect(Row(seat.Page, "needle.exe")).ToContainTextAsync("Files of the type .exe are not taken here.");

        await seat.Page.GotoAsync(await topology.LinkAsync("/", Stop));
        foreach (var what in new[] { id, await client.SpaceAsync("Lab", Stop), "einstein" })
        {
            await search.FillAsync(what);
            await Assertions.Expect(Row(seat.Page, "haystack.txt")).ToBeVisibleAsync();
        }

        await search.FillAsync("nobody");
        await Assertions.Expect(Row(seat.Page, "haystack.txt")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Diagram_IsCopiedAsMermaidAndSvgAndLink()
    {
        using var client = DavClient.Einstein(topology.App);
        var id = await UploadOfAsync(client, "copied.txt");
        await using var seat = await Seat.StartAsync(topology, $"/uploads/{id}", Stop);
        var page = seat.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await WholeAsync(page);

        var mermaid = await CopiedAsync(page, "Copy as Mermaid");
        var svg = await CopiedAsync(page, "Copy as SVG");
        var link = await CopiedAsync(page, "Copy link");

        Assert.Equal(page.Url, link);
        Assert.Contains("Client->>+ocdav: PUT /dav/spaces/{spaceid}/copied.txt", mermaid, StringComparison.Ordinal);
        var messages = mermaid.Split('\n').Count(line => line.Contains(">>", StringComparison.Ordinal) || line.Contains("-)", StringComparison.Ordinal));
        Assert.Equal(messages, XDocument.Parse(svg).Descendants().Count(element => element.Attribute("data-number") is not null));
        Assert.Equal(messages, await page.Locator(".sequence").First.Locator(".message").CountAsync());
        var linked = await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), $"/diagrams/uploads/{id}.mmd").ToString());
        Assert.Equal(mermaid, await linked.TextAsync());
    }

    [Fact]
    public async Task Waterfall_History_AndLogs_TellOfTheUpload()
    {
        using var client = DavClient.Einstein(topology.App);
        var id = await UploadOfAsync(client, "told.exe", HttpStatusCode.UnprocessableEntity);
        await using var seat = await Seat.StartAsync(topology, $"/uploads/{id}", Stop);
        var page = seat.Page;
        await WholeAsync(page);

        await TabAsync(page, "Waterfall");
        var spans = page.GetByRole(AriaRole.Table, new() { Name = "Spans by time" }).GetByRole(AriaRole.Row);
        await Assertions.Expect(spans.Filter(new() { HasText = "ocdav PUT" }).First).ToContainTextAsync("ms");
        await Assertions.Expect(spans.Filter(new() { HasText = "processing" }).First).ToBeVisibleAsync();

        await TabAsync(page, "History");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "policy failed (1.)" })).ToBeVisibleAsync();

        // Of all participants, found by the trace; and each says which upload it is about.
        await TabAsync(page, "Logs");
        var logs = page.Locator(".log");
        await Assertions.Expect(logs.Filter(new() { HasText = "processing" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator($".log[title*='upload.id: {id}']", new() { HasText = "processing" }).First).ToBeVisibleAsync();

        // From any of its spans to its trace, and back to the upload.
        await TabAsync(page, "Diagram");
        await page.Locator(".sequence").First.Locator(".message", new() { HasText = "processing-aborted" }).First.ClickAsync();
        await page.Locator("#span-details").GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = id }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "told.exe" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Upload_IsComparedWithAnother()
    {
        using var client = DavClient.Einstein(topology.App);
        // Without steps, whose events overtake each other.
        var one = await UploadOfAsync(client, "one.txt", space: "personal");
        var other = await UploadOfAsync(client, "other.txt", space: "personal");
        var refused = await UploadOfAsync(client, "other.exe", HttpStatusCode.UnprocessableEntity);
        await using var seat = await Seat.StartAsync(topology, $"/uploads/{other}", Stop);
        await WholeAsync(seat.Page);
        await seat.Page.GotoAsync(await topology.LinkAsync($"/uploads/{one}", Stop));
        await WholeAsync(seat.Page);
        await TabAsync(seat.Page, "Compare");
        var with = seat.Page.GetByLabel("Or with another upload or trace, by its id");

        await with.FillAsync(other);
        await with.PressAsync("Enter");
        await Assertions.Expect(seat.Page.GetByText("Every message is as in the other one, and in the same order.")).ToBeVisibleAsync();

        await with.FillAsync(refused);
        await with.PressAsync("Enter");
        await Assertions.Expect(seat.Page.Locator(".message.missing", new() { HasText = "422 Unprocessable Content" }).First).ToBeVisibleAsync();

        await with.FillAsync("nothing");
        await with.PressAsync("Enter");
        await Assertions.Expect(seat.Page.GetByText("Nothing was received of it, or it had to make room.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keyboard_IsEnough()
    {
        using var client = DavClient.Einstein(topology.App);
        await UploadOfAsync(client, "typed.txt");
        await using var seat = await Seat.StartAsync(topology, "/", Stop);
        var page = seat.Page;
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "typed.txt" })).ToBeVisibleAsync();

        await TabToAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "typed.txt" }));
        await page.Keyboard.PressAsync("Enter");
        await WholeAsync(page);
        await TabToAsync(page, page.Locator(".sequence").First.Locator(".message", new() { HasText = "InitiateFileUpload" }).First);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#span-details")).ToContainTextAsync("rpc.method");

        // Tabs as everywhere: Tab leads to the chosen one, arrows to the others.
        await TabToAsync(page, page.GetByRole(AriaRole.Tab, new() { Name = "Diagram" }));
        foreach (var tab in new[] { "Compare", "Waterfall", "Logs", "History" })
        {
            await page.Keyboard.PressAsync("ArrowRight");
            await Assertions.Expect(page.GetByRole(AriaRole.Tab, new() { Name = tab })).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.GetByRole(AriaRole.Tab, new() { Name = tab })).ToHaveAttributeAsync("aria-selected", "true");
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "policy passed (1.)" })).ToBeVisibleAsync();

        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Dark colors" }));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Light colors" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ScreenReader_IsToldWhatEverythingIs()
    {
        using var client = DavClient.Einstein(topology.App);
        var id = await UploadOfAsync(client, "heard.txt");
        await using var seat = await Seat.StartAsync(topology, "/", Stop);
        foreach (var path in Pages.Append($"/uploads/{id}"))
        {
            await seat.Page.GotoAsync(new Uri(new Uri(seat.Page.Url), path).ToString());
            await Assertions.Expect(seat.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
            await Assertions.Expect(seat.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
            await Assertions.Expect(seat.Page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
            await seat.Page.WaitForLoadStateAsync(LoadState.Load);

            Assert.Empty(await NamelessAsync(seat.Page));
        }

        await WholeAsync(seat.Page);
        await Assertions.Expect(seat.Page.GetByRole(AriaRole.Button, new() { NameRegex = new(@"^\d+\. ocdav to storageprovider: InitiateFileUpload$") })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task NarrowScreen_ShowsEveryPageWithoutScrollingSideways()
    {
        using var client = DavClient.Einstein(topology.App);
        var id = await UploadOfAsync(client, "narrow-with-a-long-name-as-some-people-like-them.txt");
        await using var seat = await Seat.StartAsync(topology, "/", Stop);
        await seat.Page.SetViewportSizeAsync(360, 740);
        foreach (var path in Pages.Append($"/uploads/{id}"))
        {
            await seat.Page.GotoAsync(new Uri(new Uri(seat.Page.Url), path).ToString());
            await Assertions.Expect(seat.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

            // What is wider, a diagram or a log, scrolls by itself.
            var width = 0;
            await Eventually.TrueAsync(
                async () => (width = await seat.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")) <= 360, Limit, () => $"{path} is {width} wide");
        }

        await seat.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "dashboard-narrow.png") });
        await seat.Page.GetByRole(AriaRole.Button, new() { Name = "Pages" }).ClickAsync();
        await seat.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Resources" }).ClickAsync();
        await Assertions.Expect(seat.Page.GetByRole(AriaRole.Heading, new() { Name = "Resources" })).ToBeVisibleAsync();
    }

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = name }) });

    private static async Task TabAsync(IPage page, string name) => await page.GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();

    /// <summary>The client has its answer, so everything before is there, too.</summary>
    private static Task WholeAsync(IPage page) => Assertions.Expect(page.Locator(".sequence").First.Locator(".message.response[aria-label*=' to Client:']").First).ToBeVisibleAsync();

    private static async Task<string> CopiedAsync(IPage page, string button)
    {
        await page.EvaluateAsync("navigator.clipboard.writeText('')");
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        var copied = "";
        await Eventually.TrueAsync(
            async () => (copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Length > 0, Limit, () => $"{button} copies nothing");
        return copied;
    }

    /// <summary>Presses Tab until <paramref name="wanted"/> has the focus.</summary>
    private static async Task TabToAsync(IPage page, ILocator wanted)
    {
        for (var pressed = 0; pressed < 200; pressed++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement || element.contains(document.activeElement)"))
            {
                return;
            }
        }

        Assert.Fail($"Tab does not lead to {wanted}.");
    }

    /// <summary>What can be reached by the keyboard and has no name, as the browser tells a screen reader.</summary>
    private static async Task<IReadOnlyList<string>> NamelessAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var tree = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value;
        return
        [
            .. from node in tree.GetProperty("nodes").EnumerateArray()
               let role = Value(node, "role")
               where Focusable.Contains(role) && !node.GetProperty("ignored").GetBoolean() && string.IsNullOrWhiteSpace(Value(node, "name"))
               select $"{page.Url}: {node}",
        ];
    }

    private static string Value(JsonElement node, string property) =>
        node.TryGetProperty(property, out var found) && found.TryGetProperty("value", out var value) ? value.ToString() : "";

    private static async Task PutAsync(DavClient client, string name)
    {
        using var answer = await client.PutAsync(DavClient.Url(await client.SpaceAsync("Lab", Stop), name), name, Stop);
    }

    /// <summary>Uploads a file and finds out what its upload is called.</summary>
    private async Task<string> UploadOfAsync(DavClient client, string name, HttpStatusCode status = HttpStatusCode.Created, string space = "Lab")
    {
        using var answer = await client.PutAsync(DavClient.Url(await client.SpaceAsync(space, Stop), name), name, Stop);
        Assert.Equal(status, answer.StatusCode);
        await using var place = await Workplace.CreateAsync(topology, Stop);
        return await new CommandLine.UploadsProgram(topology, place).IdOfAsync(name);
    }
}
