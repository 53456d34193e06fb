namespace TusConformance;

/// <summary>TUS 1.0.0, Core Protocol, PATCH (clauses 1, 9, 10, 11, 12 and 14).</summary>
public sealed class PatchTests(Topology topology)
{
    [Fact]
    public async Task Patch_TheRightOffset_Is204WithTheNewOne()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, 11);

        var first = await site.PatchAsync(upload, 0, "hello ");
        var listedBefore = await site.ListAsync();
        var second = await site.PatchAsync(upload, 6, "world");

        Assert.Equal((204, 6), (first.Status, first.Offset));
        Assert.DoesNotContain(name, listedBefore);
        Assert.Equal((204, 11), (second.Status, second.Offset));
        Assert.Equal("hello world", await site.ContentAsync(name));
    }

    [Fact]
    public async Task Patch_AChunkedBody_Is204WithTheNewOffset()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, 11);

        var patched = await Wire.SendChunkedAsync("PATCH", upload, [TusSite.Version, TusSite.BodyType, "Upload-Offset: 0"], "hello world");

        Assert.Equal((204, 11), (patched.Status, patched.Offset));
        Assert.Equal("hello world", await site.ContentAsync(name));
    }

    [Fact]
    public async Task Patch_NoBytes_Is204WithTheSameOffset()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);
        await site.PatchAsync(upload, 0, "hello");

        var patched = await site.PatchAsync(upload, 5, "");

        Assert.Equal((204, 5), (patched.Status, patched.Offset));
    }

    [Theory]
    [InlineData("Content-Type: application/octet-stream")]
    [InlineData("Content-Type: application/offset")]
    [InlineData("X-Nothing: 1")]
    public async Task Patch_AnotherType_Is415AndStoresNothing(string type)
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);

        var refused = await site.SendAsync("PATCH", upload, "hello", TusSite.Version, type, "Upload-Offset: 0");

        Assert.Equal(415, refused.Status);
        Assert.Equal(0, (await site.HeadAsync(upload)).Offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(long.MaxValue)]
    public async Task Patch_AnotherOffset_Is409AndModifiesNothing(long offset)
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, 10);
        await site.PatchAsync(upload, 0, "hello");

        var refused = await site.PatchAsync(upload, offset, "WORLD");

        Assert.Equal(409, refused.Status);
        Assert.Equal(5, (await site.HeadAsync(upload)).Offset);
        (await site.PatchAsync(upload, 5, "world")).MustBe(204);
        Assert.Equal("helloworld", await site.ContentAsync(name));
    }

    [Theory]
    [InlineData("X-Nothing: 1")]
    [InlineData("Upload-Offset:")]
    [InlineData("Upload-Offset: +0")]
    [InlineData("Upload-Offset: -0")]
    [InlineData("Upload-Offset: -1")]
    [InlineData("Upload-Offset: 0.0")]
    [InlineData("Upload-Offset: 0x0")]
    [InlineData("Upload-Offset: 0e0")]
    [InlineData("Upload-Offset: 0, 0")]
    [InlineData("Upload-Offset: zero")]
    [InlineData("Upload-Offset: 18446744073709551616")]
    public async Task Patch_NoOffsetOrABadOne_Is400AndStoresNothing(string offset)
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);

        var refused = await site.SendAsync("PATCH", upload, "hello", TusSite.Version, TusSite.BodyType, offset);

        Assert.Equal(400, refused.Status);
        Assert.Equal(0, (await site.HeadAsync(upload)).Offset);
    }

    [Fact]
    public async Task Patch_TwoOffsets_Is400AndStoresNothing()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);

        var refused = await site.PatchAsync(upload, 0, "hello", "Upload-Offset: 0");

        Assert.Equal(400, refused.Status);
        Assert.Equal(0, (await site.HeadAsync(upload)).Offset);
    }

    [Fact]
    public async Task Patch_WhatIsNotThere_Is404Or410()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);
        await site.DeleteAsync(upload);

        (await site.PatchAsync(upload, 0, "hello")).MustBe(404, 410);
    }

    [Fact]
    public async Task Patch_BeyondTheLength_IsRefusedAndStoresNothing()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);

        var refused = await site.PatchAsync(upload, 0, "hello world");

        refused.MustBe(400, 413);
        Assert.Equal(0, (await site.HeadAsync(upload)).Offset);
    }

    [Fact]
    public async Task Patch_AChunkedBodyBeyondTheLength_IsRefusedAndNeverStoredBeyondIt()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);

        var refused = await Wire.SendChunkedAsync("PATCH", upload, [TusSite.Version, TusSite.BodyType, "Upload-Offset: 0"], "hello world");

        refused.MustBe(400, 413);
        var head = await site.HeadAsync(upload);
        Assert.True(head.Status is 200 ? head.Offset <= 10 : head.Status is 404 or 410, head.ToString());
    }
}
