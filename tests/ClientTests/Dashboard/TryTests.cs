using System.Globalization;
using ClientTests.Browser;
using Microsoft.Playwright;

namespace ClientTests.Dashboard;

/// <summary>The page Try it: what is dropped there is uploaded, and each file's end is told.</summary>
[Collection(nameof(DashboardTopology))]
public sealed class TryTests(DashboardTopology topology) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("client-").FullName;
    private Chromium _browser = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IPage Page => _browser.Page;

    public async ValueTask InitializeAsync()
    {
        _browser = await Chromium.StartAsync(Path.Combine(_folder, "profile"));
        await Page.SetViewportSizeAsync(1400, 1000);
        await Page.GotoAsync(await topology.LinkAsync("/try", Stop));
        await Assertions.Expect(Page.Locator("#files")).ToBeEnabledAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Files_OfWhichOneIsRefused_AreToldWithTheReasonAndTheirDiagrams()
    {
        await Page.SetInputFilesAsync("#files", [Write("holiday.jpg", 100_000), Write("tried.exe", 5), Write("empty.txt", 0)]);

        await Assertions.Expect(Page.GetByText("2 of 3 are there, 1 were refused.")).ToBeVisibleAsync();
        var refused = Page.GetByRole(AriaRole.Row, new() { Name = "tried.exe" });
        await Assertions.Expect(refused).ToContainTextAsync("Files of the type .exe are not taken here.");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "dashboard-try.png") });

        await Page.GetByRole(AriaRole.Row, new() { Name = "holiday.jpg" }).GetByRole(AriaRole.Link, new() { Name = "Diagram" }).ClickAsync();
        await Assertions.Expect(Page.Locator(".sequence").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Thousand_OfWhichThreeAreRefused_NamesExactlyThoseAndTriesThemAgain()
    {
        await Page.GetByLabel("Space").ClickAsync();
        await Page.Locator(".mud-list-item").Filter(new() { HasNotText = "Lab" }).First.ClickAsync();
        string[] bad = ["bad-1\u0001.txt", "bad-2\u0001.txt", "bad-3\u0001.txt"];

        await Page.SetInputFilesAsync("#files", [.. Enumerable.Range(0, 997).Select(number => Write($"good-{number}.txt", 10)), .. bad.Select(name => Write(name, 10))]);

        await Assertions.Expect(Page.GetByText("997 of 1000 are there, 3 were refused.")).ToBeVisibleAsync();
        var names = await Page.Locator("tr").Filter(new() { HasText = "refused" }).Locator("[data-label=Name]").AllTextContentsAsync();
        Assert.Equal(bad, names.Select(name => name.Trim()).Order(StringComparer.Ordinal));

        await Page.GetByRole(AriaRole.Button, new() { Name = "Try the refused ones again" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("997 of 1000 are there, 3 were refused.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task BrowserThatWasClosed_GoesOnWhenTheFileIsDroppedAgain()
    {
        const int Length = 8 << 20;
        var file = Write("long.bin", Length);
        var stored = new StoredBytes(topology);
        await _browser.LimitUploadAsync(512 << 10);
        await Page.SetInputFilesAsync("#files", [file]);
        await stored.MoreThanAsync(1 << 20);
        await _browser.DisposeAsync();

        _browser = await Chromium.StartAsync(Path.Combine(_folder, "profile"));
        await Page.GotoAsync(await topology.LinkAsync("/try", Stop));
        await Assertions.Expect(Page.Locator("#files")).ToBeEnabledAsync();
        await Page.SetInputFilesAsync("#files", [file]);

        await Assertions.Expect(Page.GetByText("1 of 1 are there.")).ToBeVisibleAsync();
        var requests = _browser.Requests.Where(request => !request.Url.Contains("/_blazor", StringComparison.Ordinal) && request.Method is "HEAD" or "POST" or "PATCH").ToList();
        Assert.Equal(["HEAD", "PATCH"], requests.Select(request => request.Method));
        var sent = requests[^1];
        Assert.InRange(long.Parse(sent.Headers["upload-offset"], CultureInfo.InvariantCulture), 1 << 20, Length - 1);
        using var client = DavClient.Einstein(topology.App);
        Assert.Equal(Length, (await client.DownloadAsync(DavClient.Url(await client.SpaceAsync("Lab", Stop), "long.bin"), Stop)).Length);
    }

    [Fact]
    public async Task WrongPassword_IsTold()
    {
        await Page.GetByLabel("Password").FillAsync("wrong");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(Page.GetByText("The server does not know this user and password.")).ToBeVisibleAsync();
    }

    private string Write(string name, int length)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllBytes(file, new byte[length]);
        return file;
    }
}
