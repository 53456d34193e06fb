namespace TusConformance;

/// <summary>TUS 1.0.0, Creation With Upload (clause 23).</summary>
public sealed class CreationWithUploadTests(Topology topology)
{
    [Fact]
    public async Task Post_FirstBytes_Is201WithTheirOffset()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();

        var created = await site.PostWithAsync("hello", TusSite.Metadata(name), "Upload-Length: 11", TusSite.BodyType, "Upload-Offset: 0");
        var patched = await site.PatchAsync(created.Location, 5, " world");

        Assert.Equal((201, 5), (created.Status, created.Offset));
        Assert.Equal((204, 11), (patched.Status, patched.Offset));
        Assert.Equal("hello world", await site.ContentAsync(name));
    }

    [Fact]
    public async Task Post_AllBytes_IsAFile()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();

        var created = await site.PostWithAsync("hello", TusSite.Metadata(name), "Upload-Length: 5", TusSite.BodyType);

        Assert.Equal((201, 5), (created.Status, created.Offset));
        Assert.Equal("hello", await site.ContentAsync(name));
        Assert.Equal(5, (await site.HeadAsync(created.Location)).Offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Post_AnEmptyBodyOfTheType_HasAnOffsetToo(long length)
    {
        using var site = await TusSite.OpenAsync(topology);

        var created = await site.PostWithAsync("", TusSite.Metadata(TusSite.NewName()), $"Upload-Length: {length}", TusSite.BodyType);

        Assert.Equal((201, 0), (created.Status, created.Offset));
    }

    [Fact]
    public async Task Post_ADeferredLength_TakesBytesToo()
    {
        using var site = await TusSite.OpenAsync(topology);

        var created = await site.PostWithAsync("hello", TusSite.Metadata(TusSite.NewName()), "Upload-Defer-Length: 1", TusSite.BodyType);

        Assert.Equal((201, 5), (created.Status, created.Offset));
        Assert.Equal("1", (await site.HeadAsync(created.Location))["Upload-Defer-Length"]);
    }

    [Theory]
    [InlineData("Content-Type: application/octet-stream")]
    [InlineData("X-Nothing: 1")]
    public async Task Post_ABodyOfAnotherType_Is415(string type)
    {
        using var site = await TusSite.OpenAsync(topology);

        var refused = await site.PostWithAsync("hello", TusSite.Metadata(TusSite.NewName()), "Upload-Length: 5", type);

        Assert.Equal(415, refused.Status);
        Assert.False(refused.Has("Location"));
    }

    [Fact]
    public async Task Post_ABodyBeyondTheLength_IsRefused()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();

        var refused = await site.PostWithAsync("hello", TusSite.Metadata(name), "Upload-Length: 4", TusSite.BodyType);

        refused.MustBe(400, 413);
        Assert.DoesNotContain(name, await site.ListAsync());
    }
}
