namespace TusConformance;

/// <summary>What a browser asks before, and lets a page read after, a request to another origin (Fetch standard, CORS protocol).</summary>
public sealed class BrowserTests(Topology topology)
{
    private const string Origin = "Origin: http://localhost:8000";

    private static readonly string[] Sent =
        ["authorization", "content-type", "tus-resumable", "upload-length", "upload-metadata", "upload-offset", "prefer"];

    private static readonly string[] Read =
    [
        "Location", "Progress-Location", "Upload-Offset", "Upload-Length", "Upload-Expires", "Upload-Metadata", "Tus-Version", "Tus-Resumable",
        "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm", "OC-FileId", "OC-ETag", "ETag", "Preference-Applied",
    ];

    [Theory]
    [InlineData("POST", false)]
    [InlineData("PATCH", true)]
    [InlineData("HEAD", true)]
    [InlineData("DELETE", true)]
    public async Task Preflight_WithoutCredentials_AllowsTheRequest(string method, bool ofTheUpload)
    {
        using var site = await TusSite.OpenAsync(topology);
        var url = ofTheUpload ? await site.CreateAsync(5) : site.CreationUrl;

        var preflight = await Wire.SendAsync(
            "OPTIONS", url, [Origin, $"Access-Control-Request-Method: {method}", $"Access-Control-Request-Headers: {string.Join(',', Sent)}"]);

        preflight.MustBe(200, 204);
        Assert.Equal("http://localhost:8000", preflight["Access-Control-Allow-Origin"]);
        Assert.Contains(method, preflight.List("Access-Control-Allow-Methods"));
        Assert.Empty(Sent.Except(preflight.List("Access-Control-Allow-Headers"), StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task EveryAnswer_LetsThePageReadWhatTheClientNeeds()
    {
        using var site = await TusSite.OpenAsync(topology);
        var created = (await site.PostAsync(TusSite.Metadata(TusSite.NewName()), "Upload-Length: 5", Origin)).MustBe(201);
        Reply[] answers =
        [
            created,
            await site.PatchAsync(created.Location, 0, "hello", Origin),
            await site.PatchAsync(created.Location, 0, "hello", Origin),
            await site.SendAsync("HEAD", created.Location, null, TusSite.Version, Origin),
        ];

        Assert.All(answers, answer => Assert.Empty(Read.Except(answer.List("Access-Control-Expose-Headers"), StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Preflight_OfAnUnknownPage_AllowsNothing()
    {
        using var site = await TusSite.OpenAsync(topology);

        var preflight = await Wire.SendAsync(
            "OPTIONS", site.CreationUrl, ["Origin: https://evil.example", "Access-Control-Request-Method: POST"]);

        Assert.False(preflight.Has("Access-Control-Allow-Origin"));
    }
}
