using Microsoft.Playwright;

namespace ClientTests.Browser;

/// <summary>The sample page, used as a person does.</summary>
public sealed class UppyTests(Topology topology) : IAsyncLifetime
{
    private const int Mebibyte = 1 << 20;

    private Workplace? _place;
    private Pages? _pages;
    private Chromium? _browser;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Workplace Place => _place!;

    private IPage Page => _browser!.Page;

    private ILocator StatusBar => Page.Locator(".uppy-StatusBar");

    private string FileName => $"holiday-{Place.Name[^6..]}.mov";

    public async ValueTask InitializeAsync()
    {
        _place = await Workplace.CreateAsync(topology, Stop);
        _pages = await Pages.StartAsync(Stop);
        _browser = await Chromium.StartAsync(_place.PathOf("profile"));
        await Page.GotoAsync(_pages.Sample);
        await Place.WriteAsync(FileName, 24 * Mebibyte, seed: 1, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        await (_pages?.DisposeAsync() ?? default);
        await (_place?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Upload_OfAFile_ReachesItsEndAndIsSaidToBeComplete()
    {
        await SignInAsync("relativity");
        await AddFileAsync();
        await Page.GetByText("Upload 1 file").ClickAsync();

        await AssertCompleteAsync();
        // A person can look at it: it is in the sample's README.
        if (Environment.GetEnvironmentVariable("RECORD_SCREENSHOT") == "1")
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "samples", "browser-upload", "screenshot.png") });
        }
    }

    [Fact]
    public async Task Upload_PausedAndResumedByItsButtons_IsComplete()
    {
        var stored = new StoredBytes(topology);
        await SignInAsync("relativity");
        await AddFileAsync();
        await _browser!.LimitUploadAsync(2 * Mebibyte);
        await Page.GetByText("Upload 1 file").ClickAsync();
        await stored.MoreThanAsync(Mebibyte);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await Assertions.Expect(StatusBar.Locator(".uppy-StatusBar-statusPrimary")).ToContainTextAsync("Paused");
        await _browser.LimitUploadAsync(-1);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Resume", Exact = true }).ClickAsync();

        await AssertCompleteAsync();
        Assert.Single(_browser.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task SignIn_WithAWrongPassword_SaysSo()
    {
        await SignInAsync("wrong");

        await Assertions.Expect(Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("The server does not know this user and password.");
    }

    private async Task SignInAsync(string password)
    {
        await Page.GetByLabel("Server").FillAsync(Place.Server.GetLeftPart(UriPartial.Authority));
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private async Task AddFileAsync()
    {
        await Assertions.Expect(Page.GetByLabel("Space")).ToHaveValueAsync(Place.Space);
        await Page.Locator("input.uppy-Dashboard-input").First.SetInputFilesAsync(Place.PathOf(FileName));
    }

    private async Task AssertCompleteAsync()
    {
        await Assertions.Expect(StatusBar.Locator(".uppy-StatusBar-statusPrimary")).ToHaveTextAsync("Complete");
        await Assertions.Expect(StatusBar.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("aria-valuetext", "100%");
        var (sha256, _) = await Place.Client.DownloadAsync($"{Place.SpaceUrl}/{FileName}", Stop);
        Assert.Equal(await Place.Sha256Async(FileName, Stop), sha256);
    }
}
