namespace TusConformance;

/// <summary>TUS 1.0.0, Creation, Upload-Metadata (clauses 20 and 21).</summary>
public sealed class MetadataTests(Topology topology)
{
    // "name.txt" would be one file for all.
    private static string NameValue => TusSite.Metadata(TusSite.NewName())["Upload-Metadata: filename ".Length..];

    [Theory]
    [InlineData("filename {0},is_confidential")]
    [InlineData("filename {0},is_confidential ,x eA==")]
    [InlineData("X-Y.z~! AA0K/w==,filename {0}")]
    [InlineData("filename {0}, filetype dGV4dC9wbGFpbg==")]
    [InlineData("filename {0},mtime MTcwMDAwMDAwMC4xMjM0NTY3ODk=")]
    public async Task Head_TheMetadata_IsAsItWasSent(string metadata)
    {
        using var site = await TusSite.OpenAsync(topology);
        var sent = string.Format(null, metadata, NameValue);

        var created = (await site.PostAsync("Upload-Length: 5", $"Upload-Metadata: {sent}")).MustBe(201);

        Assert.Equal(sent, (await site.HeadAsync(created.Location))["Upload-Metadata"]);
        await site.PatchAsync(created.Location, 0, "hello");
        Assert.Equal(sent, (await site.HeadAsync(created.Location))["Upload-Metadata"]);
    }

    [Theory]
    [InlineData("filename {0},")]
    [InlineData(",filename {0}")]
    [InlineData("filename {0},,x eA==")]
    [InlineData("filename {0},x eA==,x eA==")]
    [InlineData("filename {0},filename {0}")]
    [InlineData("filename {0},x eA")]
    [InlineData("filename {0},x e A==")]
    [InlineData("filename {0},x _-8=")]
    [InlineData("filename plain.txt")]
    [InlineData("filename {0},mtime eWVzdGVyZGF5")]
    [InlineData("filename {0},checksum bm9uZQ==")]
    public async Task Post_BadMetadata_Is400(string metadata)
    {
        using var site = await TusSite.OpenAsync(topology);

        var refused = await site.PostAsync("Upload-Length: 5", $"Upload-Metadata: {string.Format(null, metadata, NameValue)}");

        Assert.Equal(400, refused.Status);
    }

    [Fact]
    public async Task Post_MetadataTwice_Is400()
    {
        using var site = await TusSite.OpenAsync(topology);

        var refused = await site.PostAsync("Upload-Length: 5", TusSite.Metadata(TusSite.NewName()), "Upload-Metadata: x eA==");

        Assert.Equal(400, refused.Status);
    }

    [Theory]
    [InlineData("../escaped.txt")]
    [InlineData("a/../../escaped.txt")]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("nul\0.txt")]
    public async Task Post_ANameThatLeadsElsewhere_Is400(string name)
    {
        using var site = await TusSite.OpenAsync(topology);

        Assert.Equal(400, (await site.PostAsync("Upload-Length: 5", TusSite.Metadata(name))).Status);
    }

    [Fact]
    public async Task Post_ANameWithALeadingSlash_IsAFileOfTheSpace()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync("/" + name, 5);

        await site.PatchAsync(upload, 0, "hello");

        Assert.Equal("hello", await site.ContentAsync(name));
    }
}
