namespace TusConformance;

/// <summary>Where uploads can be created: every root of a space, and every folder below it.</summary>
public sealed class CreationRootTests(Topology topology)
{
    private const string Space = "{space}";

    public static TheoryData<string> Roots =>
    [
        "/dav/spaces/" + Space, "/remote.php/dav/spaces/" + Space, "/dav/files/einstein", "/remote.php/dav/files/einstein", "/webdav", "/remote.php/webdav",
    ];

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task Post_ToARoot_CreatesAFileInTheSpace(string root)
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();

        // As owncloudcmd does: the way from the root, with a slash before it.
        var created = await PostAsync(site, root + "/", $"/{name}");

        Assert.StartsWith("/data/", created.Location.AbsolutePath, StringComparison.Ordinal);
        (await site.PatchAsync(created.Location, 0, "hello")).MustBe(204);
        Assert.Equal("hello", await site.ContentAsync(name));
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task Post_ToAnyFolder_CreatesAFileThere(string root)
    {
        using var site = await TusSite.OpenAsync(topology);
        var folder = $"{Guid.CreateVersion7():N}";
        (await site.SendAsync("MKCOL", site.UrlOf(folder), null)).MustBe(201);
        (await site.SendAsync("MKCOL", site.UrlOf($"{folder}/a b"), null)).MustBe(201);

        var created = await PostAsync(site, $"{root}/{folder}/a%20b", "file.txt");

        (await site.PatchAsync(created.Location, 0, "hello")).MustBe(204);
        Assert.Equal("hello", await site.ContentAsync($"{folder}/a b/file.txt"));
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task Post_WithTheFirstBytes_ToAnyRoot_IsAFileAtOnce(string root)
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();

        var created = await site.SendAsync(
            "POST", UrlOf(site, root), "hello", TusSite.Version, TusSite.BodyType, "Upload-Length: 5", TusSite.Metadata(name));

        Assert.Equal(5, created.MustBe(201).Offset);
        Assert.Equal("hello", await site.ContentAsync(name));
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task Post_ToAFolderThatIsNotThere_Is409(string root)
    {
        using var site = await TusSite.OpenAsync(topology);

        var refused = await site.SendAsync(
            "POST", UrlOf(site, $"{root}/{Guid.NewGuid():N}"), null, TusSite.Version, "Upload-Length: 5", TusSite.Metadata("file.txt"));

        refused.MustBe(409);
    }

    [Theory]
    [InlineData("/dav/files/marie")]
    [InlineData("/remote.php/dav/files/marie")]
    public async Task Post_ToAnothersFiles_Is404(string root)
    {
        using var site = await TusSite.OpenAsync(topology);

        (await site.SendAsync("POST", UrlOf(site, root), null, TusSite.Version, "Upload-Length: 5", TusSite.Metadata("file.txt"))).MustBe(404);
    }

    private static async Task<Reply> PostAsync(TusSite site, string path, string name) => (await site.SendAsync(
        "POST", UrlOf(site, path), null, TusSite.Version, "Upload-Length: 5", TusSite.Metadata(name))).MustBe(201);

    private static Uri UrlOf(TusSite site, string path) =>
        new(site.CreationUrl, path.Replace(Space, site.CreationUrl.Segments[^1], StringComparison.Ordinal));
}
