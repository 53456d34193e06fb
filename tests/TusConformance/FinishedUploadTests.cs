namespace TusConformance;

/// <summary>What the answer to the last byte tells of the file, and what stays of the upload.</summary>
public sealed class FinishedUploadTests(Topology topology)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheLastByte_IsAnsweredWithWhatSyncClientsNeed(bool withCreation)
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();

        var last = withCreation
            ? await site.PostWithAsync("hello", TusSite.Metadata(name), "Upload-Length: 5", TusSite.BodyType)
            : await site.PatchAsync(await site.CreateAsync(name, 5), 0, "hello");

        var file = await site.SendAsync("GET", site.UrlOf(name), null);
        Assert.All(["ETag", "OC-ETag", "OC-FileId", "Last-Modified"], field => Assert.Equal(file[field] ?? file["ETag"], last[field]));
        Assert.Contains('W', last["OC-Perm"]!);
    }

    [Fact]
    public async Task Head_AFinishedUpload_IsAnsweredAsLongAsItIsRemembered()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(5);
        await site.PatchAsync(upload, 0, "hello");

        Assert.Equal(5, (await site.HeadAsync(upload)).MustBe(200).Offset);
        Assert.Equal(5, (await site.SendAsync("HEAD", upload, null)).MustBe(200).Offset);
    }

    [Fact]
    public async Task Get_AFinishedUpload_LeadsToItsFile()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, 5);
        await site.PatchAsync(upload, 0, "hello");

        var got = (await Wire.SendAsync("GET", upload, [])).MustBe(303);

        Assert.Equal(site.UrlOf(name), new Uri(site.CreationUrl, got.Location));
    }

    [Fact]
    public async Task Get_AnUnfinishedUpload_LeadsNowhere()
    {
        using var site = await TusSite.OpenAsync(topology);

        (await Wire.SendAsync("GET", await site.CreateAsync(5), [])).MustBe(404);
    }

    [Fact]
    public async Task Mtime_OfTheMetadata_IsTheFiles()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = (await site.PostAsync("Upload-Length: 5", $"{TusSite.Metadata(name)},mtime MTcwMDAwMDAwMA==")).MustBe(201).Location;

        await site.PatchAsync(upload, 0, "hello");

        Assert.Equal("Tue, 14 Nov 2023 22:13:20 GMT", (await site.SendAsync("GET", site.UrlOf(name), null))["Last-Modified"]);
    }
}
