namespace TusConformance;

/// <summary>TUS 1.0.0, Core Protocol, Tus-Resumable and Tus-Version (clauses 2 and 3).</summary>
public sealed class VersionTests(Topology topology)
{
    [Fact]
    public async Task EveryAnswer_SpeaksTheVersion()
    {
        using var site = await TusSite.OpenAsync(topology);
        var created = (await site.PostAsync(TusSite.Metadata(TusSite.NewName()), "Upload-Length: 10")).MustBe(201);
        Reply[] answers =
        [
            created,
            await site.HeadAsync(created.Location),
            await site.PatchAsync(created.Location, 0, "hello"),
            await site.DeleteAsync(created.Location),
        ];

        Assert.Equal([201, 200, 204, 204], answers.Select(answer => answer.Status));
        Assert.All(answers, answer => Assert.Equal("1.0.0", answer["Tus-Resumable"]));
    }

    [Fact]
    public async Task EveryRefusal_SpeaksTheVersion()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);
        var gone = await site.CreateAsync(10);
        await site.DeleteAsync(gone);
        Reply[] answers =
        [
            await site.PostAsync(),
            await site.PatchAsync(upload, 5, "hello"),
            await site.SendAsync("PATCH", upload, "hello", TusSite.Version, "Upload-Offset: 0"),
            await site.SendAsync("PATCH", upload, "hello", TusSite.BodyType, "Upload-Offset: 0"),
            await site.HeadAsync(gone),
            await site.HeadAsync(new Uri(site.GatewayUrl, "/data/no-token")),
        ];

        Assert.All(answers, answer => Assert.InRange(answer.Status, 400, 499));
        Assert.All(answers, answer => Assert.Equal("1.0.0", answer["Tus-Resumable"]));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("HEAD")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task AnotherVersion_Is412WithTheSupportedOnesAndIsNotProcessed(string method)
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, 5);

        var refused = await site.SendAsync(
            method, method == "POST" ? site.CreationUrl : upload, method == "PATCH" ? "hello" : null,
            "Tus-Resumable: 0.2.2", TusSite.BodyType, "Upload-Offset: 0", "Upload-Length: 5", TusSite.Metadata(name));

        Assert.Equal(412, refused.Status);
        Assert.Equal("1.0.0", refused["Tus-Version"]);
        Assert.False(refused.Has("Location"));
        Assert.False(refused.Has("Upload-Offset"));
        Assert.Equal(0, (await site.HeadAsync(upload)).Offset);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task NoVersion_Is412AndIsNotProcessed(string method)
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(5);

        var refused = await site.SendAsync(
            method, method == "POST" ? site.CreationUrl : upload, method == "PATCH" ? "hello" : null,
            TusSite.BodyType, "Upload-Offset: 0", "Upload-Length: 5", TusSite.Metadata(TusSite.NewName()));

        Assert.Equal(412, refused.Status);
        Assert.Equal("1.0.0", refused["Tus-Version"]);
        Assert.Equal(0, (await site.HeadAsync(upload)).Offset);
    }

    [Fact]
    public async Task HeadWithoutVersion_IsAnswered()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);
        await site.PatchAsync(upload, 0, "hello");

        var head = (await site.SendAsync("HEAD", upload, null)).MustBe(200);

        Assert.Equal(5, head.Offset);
    }
}
