namespace TusConformance;

/// <summary>TUS 1.0.0, Creation, Upload-Defer-Length (clause 22).</summary>
public sealed class DeferredLengthTests(Topology topology)
{
    [Fact]
    public async Task Head_AsLongAsTheLengthIsNotKnown_SaysSo()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await CreateAsync(site, TusSite.NewName());

        var before = await site.HeadAsync(upload);
        await site.PatchAsync(upload, 0, "hello");
        var after = await site.HeadAsync(upload);

        Assert.Equal((0, "1", null), (before.Offset, before["Upload-Defer-Length"], before["Upload-Length"]));
        Assert.Equal((5, "1", null), (after.Offset, after["Upload-Defer-Length"], after["Upload-Length"]));
    }

    [Fact]
    public async Task Patch_WithTheLength_SetsItAndTheFileIsFinishedThere()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await CreateAsync(site, name);
        await site.PatchAsync(upload, 0, "hello");

        (await site.PatchAsync(upload, 5, " wo", "Upload-Length: 11")).MustBe(204);
        var head = await site.HeadAsync(upload);
        (await site.PatchAsync(upload, 8, "rld")).MustBe(204);

        Assert.Equal((8, "11", null), (head.Offset, head["Upload-Length"], head["Upload-Defer-Length"]));
        Assert.Equal("hello world", await site.ContentAsync(name));
    }

    [Fact]
    public async Task Patch_WithTheLengthAndNoMoreBytes_FinishesTheFile()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await CreateAsync(site, name);
        await site.PatchAsync(upload, 0, "hello");

        (await site.PatchAsync(upload, 5, "", "Upload-Length: 5")).MustBe(204);

        Assert.Equal("hello", await site.ContentAsync(name));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(12)]
    public async Task Patch_AnotherLengthOnceItIsSet_Is400AndChangesNothing(int length)
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await CreateAsync(site, TusSite.NewName());
        await site.PatchAsync(upload, 0, "hello", "Upload-Length: 11");

        var refused = await site.PatchAsync(upload, 5, " ", $"Upload-Length: {length}");

        Assert.Equal(400, refused.Status);
        var head = await site.HeadAsync(upload);
        Assert.Equal((5, "11"), (head.Offset, head["Upload-Length"]));
    }

    [Theory]
    [InlineData(0, "hello", "Upload-Length: 11")]
    [InlineData(5, "x", "Upload-Length: 4")]
    [InlineData(5, "too much", "Upload-Length: 6")]
    [InlineData(5, "x", "Upload-Length: +6")]
    [InlineData(5, "x", "Upload-Length: 6", "Upload-Checksum: sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=")]
    [InlineData(5, "x", "Upload-Length: 6", "Upload-Checksum: crc32 AAAAAA==")]
    public async Task Patch_ThatIsRefused_DoesNotSetTheLength(long offset, string body, params string[] headers)
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await CreateAsync(site, TusSite.NewName());
        await site.PatchAsync(upload, 0, "hello");

        var refused = await site.PatchAsync(upload, offset, body, headers);

        Assert.InRange(refused.Status, 400, 499);
        var head = await site.HeadAsync(upload);
        Assert.Equal((5, "1", null), (head.Offset, head["Upload-Defer-Length"], head["Upload-Length"]));
    }

    private static Task<Uri> CreateAsync(TusSite site, string name) => site.CreateAsync(name, "Upload-Defer-Length: 1");
}
