namespace ClientTests.Browser;

/// <summary>A file of this machine on the page of tus-js-client in a new browser.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private const string File = "file.bin";

    private readonly Pages _pages;

    private Scene(Topology topology, Workplace place, Pages pages, Chromium browser)
    {
        (Place, _pages, Browser) = (place, pages, browser);
        Stored = new StoredBytes(topology);
        Page = new TusPage(browser, place);
    }

    public Workplace Place { get; }

    public Chromium Browser { get; private set; }

    public TusPage Page { get; private set; }

    public StoredBytes Stored { get; }

    /// <summary>What the browser keeps on disk.</summary>
    public string Profile => Place.PathOf("profile");

    public static async Task<Scene> StartAsync(Topology topology, long length, CancellationToken cancellationToken)
    {
        var place = await Workplace.CreateAsync(topology, cancellationToken);
        await place.WriteAsync(File, length, seed: 1, cancellationToken);
        var scene = new Scene(topology, place, await Pages.StartAsync(cancellationToken), await Chromium.StartAsync(place.PathOf("profile")));
        await scene.OpenPageAsync();
        return scene;
    }

    public Task OpenPageAsync() => Page.OpenAsync(_pages, File);

    /// <summary>Another browser with the same profile, after the first one has gone.</summary>
    public async Task StartAnotherBrowserAsync()
    {
        await Browser.DisposeAsync();
        Browser = await Chromium.StartAsync(Profile);
        Page = new TusPage(Browser, Place);
        await OpenPageAsync();
    }

    /// <summary>The file is there, once, with the bytes of this machine's.</summary>
    public async Task AssertUploadedAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Assert.Equal([File], (await Place.ListAsync(cancellationToken)).Keys);
        var (sha256, length) = await Place.Client.DownloadAsync(Place.UrlOf(File), cancellationToken);
        Assert.Equal((await Place.Sha256Async(File, cancellationToken), new FileInfo(Place.PathOf(File)).Length), (sha256, length));
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await _pages.DisposeAsync();
        await Place.DisposeAsync();
    }
}
