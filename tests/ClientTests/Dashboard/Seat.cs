using ClientTests.Browser;
using Microsoft.Playwright;

namespace ClientTests.Dashboard;

/// <summary>Somebody who looks at the dashboard: a browser with a profile of its own, signed in.</summary>
internal sealed class Seat(Chromium browser, string profile) : IAsyncDisposable
{
    public Chromium Browser => browser;

    public IPage Page => browser.Page;

    public static async Task<Seat> StartAsync(DashboardTopology topology, string page, CancellationToken cancellationToken)
    {
        var profile = Directory.CreateTempSubdirectory("client-").FullName;
        var browser = await Chromium.StartAsync(profile);
        var seat = new Seat(browser, profile);
        await seat.Page.SetViewportSizeAsync(1400, 1000);
        await seat.Page.GotoAsync(await topology.LinkAsync(page, cancellationToken));
        return seat;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        Directory.Delete(profile, recursive: true);
    }
}
