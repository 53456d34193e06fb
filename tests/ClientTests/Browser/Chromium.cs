using System.Diagnostics;
using Microsoft.Playwright;

namespace ClientTests.Browser;

/// <summary>This machine's Chromium with one page, driven by Playwright; what the page and its console said is shown when the test fails.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    // Of a machine that has other things to do as well.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowserContext _context;
    private readonly List<IRequest> _requests = [];

    private Chromium(IPlaywright playwright, IBrowserContext context)
    {
        _playwright = playwright;
        _context = context;
        Page = context.Pages[0];
        var output = TestContext.Current.TestOutputHelper;
        Page.Console += (_, message) => output?.WriteLine($"{message.Type}: {message.Text}");
        Page.PageError += (_, error) => output?.WriteLine($"uncaught: {error}");
        Page.Request += (_, request) => _requests.Add(request);
        Page.RequestFailed += (_, request) => output?.WriteLine($"{request.Method} {request.Url}: {request.Failure}");
    }

    public IPage Page { get; }

    /// <summary>All that it has sent, preflights not among them: those are the browser's, not the page's.</summary>
    public IReadOnlyList<IRequest> Requests => _requests;

    /// <summary>Starts it; what a page stores is in <paramref name="profile"/>, also for the next one.</summary>
    public static async Task<Chromium> StartAsync(string profile)
    {
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        var playwright = await Playwright.CreateAsync();
        try
        {
            var context = await playwright.Chromium.LaunchPersistentContextAsync(profile, new()
            {
                ExecutablePath = Find(),
                // Chromium's sandbox does not work for root, as whom tests run in many a container.
                ChromiumSandbox = !Environment.IsPrivilegedProcess,
                // It is to talk to this machine and nobody else.
                Args = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server"],
                ViewportSize = new() { Width = 900, Height = 720 },
            });
            context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
            return new Chromium(playwright, context);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>Lets no more bytes a second leave the page's requests; <c>-1</c> for as many as there are.</summary>
    public async Task LimitUploadAsync(int bytesPerSecond)
    {
        var session = await _context.NewCDPSessionAsync(Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesPerSecond,
        });
    }

    /// <summary>As <c>kill -9</c> does it, to the process that all its others live by.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        var session = await _context.Browser!.NewBrowserCDPSessionAsync();
        var info = (await session.SendAsync("SystemInfo.getProcessInfo"))!.Value;
        var browser = info.GetProperty("processInfo").EnumerateArray().Single(process => process.GetProperty("type").GetString() == "browser");
        using var process = Process.GetProcessById(browser.GetProperty("id").GetInt32());
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _playwright.Dispose();
    }

    private static string Find() =>
        (from name in Names
         from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         let program = Path.Combine(folder, name)
         where File.Exists(program)
         select program).FirstOrDefault()
        ?? throw new InvalidOperationException("There is no Chromium. ./test --clients installs it; by hand: apt-get install chromium");
}
