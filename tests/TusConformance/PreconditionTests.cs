namespace TusConformance;

/// <summary>Preconditions and places are those of PUT, looked at when the upload is created and again when it becomes a file.</summary>
public sealed class PreconditionTests(Topology topology)
{
    [Fact]
    public async Task Post_AnotherEtag_Is412()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        await site.PutAsync(name, "before");

        (await site.PostAsync(TusSite.Metadata(name), "Upload-Length: 5", "If-Match: \"another\"")).MustBe(412);
    }

    [Fact]
    public async Task Post_OnlyIfThereIsNone_Is412WhenThereIsOne()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        await site.PutAsync(name, "before");

        (await site.PostAsync(TusSite.Metadata(name), "Upload-Length: 5", "If-None-Match: *")).MustBe(412);
    }

    [Fact]
    public async Task TheLastByte_AfterTheFileHasChanged_Is412AndLeavesTheChange()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var etag = await site.PutAsync(name, "before");
        var upload = await site.CreateAsync(name, "Upload-Length: 5", $"If-Match: {etag}");
        await site.PutAsync(name, "meanwhile");

        (await site.PatchAsync(upload, 0, "hello")).MustBe(412);

        Assert.Equal("meanwhile", await site.ContentAsync(name));
    }

    [Fact]
    public async Task TheLastByte_WithTheRightEtag_ReplacesTheFile()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var etag = await site.PutAsync(name, "before");
        var upload = await site.CreateAsync(name, "Upload-Length: 5", $"If-Match: {etag}");

        (await site.PatchAsync(upload, 0, "hello")).MustBe(204);

        Assert.Equal("hello", await site.ContentAsync(name));
    }

    [Fact]
    public async Task Post_IntoAFolderThatIsMissing_Is409()
    {
        using var site = await TusSite.OpenAsync(topology);

        (await site.PostAsync(TusSite.Metadata("/missing/file.txt"), "Upload-Length: 5")).MustBe(409);
    }

    [Fact]
    public async Task Post_OntoAFolder_MakesAFileInIt()
    {
        using var site = await TusSite.OpenAsync(topology);
        var (folder, name) = ($"{Guid.CreateVersion7():N}", TusSite.NewName());
        (await site.SendAsync("MKCOL", site.UrlOf(folder), null)).MustBe(201);

        var created = await site.SendAsync("POST", site.UrlOf(folder), "hello", TusSite.Version, TusSite.BodyType, "Upload-Length: 5", TusSite.Metadata(name));

        created.MustBe(201);
        Assert.Equal("hello", await site.ContentAsync($"{folder}/{name}"));
    }

    [Fact]
    public async Task Post_SomebodyElsesSpace_Is404()
    {
        using var einsteins = await TusSite.OpenAsync(topology);
        using var maries = await TusSite.OpenAsync(topology, EndToEndTests.Uploads.DavClient.Marie(topology.App));

        var refused = await maries.SendAsync(
            "POST", einsteins.CreationUrl, null, TusSite.Version, "Upload-Length: 5", TusSite.Metadata(TusSite.NewName()));

        refused.MustBe(404);
    }
}
