using System.Text;

namespace ClientTests.Browser;

public sealed class KilledBrowserTests(Topology topology)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_BrowserKilledMidChunk_IsFoundByTheNextOneAndGoesOnWhereTheServerIs()
    {
        await using var scene = await Scene.StartAsync(topology, 40 << 20, Stop);
        // Slow enough that the browser gets round to writing its notes before the upload is complete.
        await scene.Browser.LimitUploadAsync(256 << 10);
        await scene.Page.BeginAsync();
        await scene.Stored.MoreThanAsync(1 << 20);
        var seen = await scene.Page.SeenAsync();
        await Eventually.TrueAsync(
            () => IsNoted(scene.Profile, seen.Url!), Limit, () => "the browser has not written the upload's address to its disk");

        await scene.Browser.KillAsync(Stop);
        Assert.InRange(scene.Stored.Length, 1 << 20, (40 << 20) - 1);
        await scene.StartAnotherBrowserAsync();
        var found = await scene.Page.BeginAsync(new { findPrevious = true });

        Assert.Equal(seen.Url, found);
        TusJsTests.AssertWentOn(await scene.Page.DoneAsync());
        await scene.AssertUploadedAsync();
    }

    // localStorage is a LevelDB, to whose log the browser appends some seconds after the page has stored something.
    private static bool IsNoted(string profile, string url)
    {
        var folder = Path.Combine(profile, "Default", "Local Storage", "leveldb");
        return Directory.Exists(folder) && Directory.GetFiles(folder, "*.log").Any(file =>
        {
            using var log = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(log, Encoding.Latin1);
            return text.ReadToEnd().Contains(url[^40..], StringComparison.Ordinal);
        });
    }
}
