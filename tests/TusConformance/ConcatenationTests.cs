namespace TusConformance;

/// <summary>TUS 1.0.0, Concatenation (clauses 30, 31 and 33 to 36).</summary>
public sealed class ConcatenationTests(Topology topology)
{
    [Fact]
    public async Task Final_OfFinishedParts_IsTheirBytesInThatOrder()
    {
        using var site = await TusSite.OpenAsync(topology);
        var (hello, world) = (await site.PartAsync("hello "), await site.PartAsync("world"));
        var name = TusSite.NewName();

        var final = await FinalAsync(site, name, $"{hello} {world}");

        Assert.Equal("hello world", await site.ContentAsync(name));
        var head = await site.HeadAsync(final);
        Assert.Equal((11, "11"), (head.Offset, head["Upload-Length"]));
    }

    [Fact]
    public async Task Final_OfRelativeUrls_IsTheSame()
    {
        using var site = await TusSite.OpenAsync(topology);
        var (hello, world) = (await site.PartAsync("hello "), await site.PartAsync("world"));
        var name = TusSite.NewName();

        await FinalAsync(site, name, $"{world.AbsolutePath} {hello.AbsolutePath}");

        Assert.Equal("worldhello ", await site.ContentAsync(name));
    }

    [Fact]
    public async Task Final_APartTwice_HasItsBytesTwice()
    {
        using var site = await TusSite.OpenAsync(topology);
        var part = await site.PartAsync("hello");
        var name = TusSite.NewName();

        await FinalAsync(site, name, $"{part} {part}");

        Assert.Equal("hellohello", await site.ContentAsync(name));
    }

    [Theory]
    [InlineData("Upload-Length: 5")]
    [InlineData("Upload-Defer-Length: 1")]
    public async Task Final_WithALength_Is400(string length)
    {
        using var site = await TusSite.OpenAsync(topology);
        var part = await site.PartAsync("hello");

        var refused = await site.PostAsync(TusSite.Metadata(TusSite.NewName()), length, $"Upload-Concat: final;{part}");

        Assert.Equal(400, refused.Status);
    }

    [Theory]
    [InlineData("Upload-Concat: final;")]
    [InlineData("Upload-Concat: final")]
    [InlineData("Upload-Concat: whole")]
    [InlineData("Upload-Concat:")]
    [InlineData("Upload-Concat: final;/data/nonsense")]
    public async Task Post_ABadConcatenation_IsRefused(string concat)
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();

        var refused = await site.PostAsync(TusSite.Metadata(name), concat);

        Assert.InRange(refused.Status, 400, 404);
        Assert.DoesNotContain(name, await site.ListAsync());
    }

    [Fact]
    public async Task Final_OfAnUploadThatIsNoPart_IsRefused()
    {
        using var site = await TusSite.OpenAsync(topology);
        var whole = await site.CreateAsync(5);

        var refused = await site.PostAsync(TusSite.Metadata(TusSite.NewName()), $"Upload-Concat: final;{whole}");

        Assert.InRange(refused.Status, 400, 404);
    }

    [Fact]
    public async Task Patch_AFinalUpload_Is403AndModifiesNothing()
    {
        using var site = await TusSite.OpenAsync(topology);
        var part = await site.PartAsync("hello");
        var name = TusSite.NewName();
        var final = await FinalAsync(site, name, $"{part}");

        var refused = await site.PatchAsync(final, 5, "x");

        Assert.Equal(403, refused.Status);
        Assert.Equal(5, (await site.HeadAsync(final)).Offset);
        Assert.Equal("hello", await site.ContentAsync(name));
    }

    [Fact]
    public async Task Final_HasItsOwnMetadataOnly()
    {
        using var site = await TusSite.OpenAsync(topology);
        var part = (await site.PostAsync("Upload-Length: 5", "Upload-Concat: partial", "Upload-Metadata: ofthepart eA==")).MustBe(201).Location;
        await site.PatchAsync(part, 0, "hello");
        var metadata = TusSite.Metadata(TusSite.NewName());

        var final = (await site.PostAsync(metadata, $"Upload-Concat: final;{part}")).MustBe(201).Location;

        Assert.Equal(metadata, $"Upload-Metadata: {(await site.HeadAsync(final))["Upload-Metadata"]}");
    }

    [Fact]
    public async Task Head_PartialAndFinal_HaveUploadConcatAsItWasReceived()
    {
        using var site = await TusSite.OpenAsync(topology);
        var part = await site.PartAsync("hello");
        var concat = $"final;{part} {part.AbsolutePath}";

        var final = (await site.PostAsync(TusSite.Metadata(TusSite.NewName()), $"Upload-Concat: {concat}")).MustBe(201).Location;

        Assert.Equal(concat, (await site.HeadAsync(final))["Upload-Concat"]);
    }

    [Fact]
    public async Task Head_APart_HasItsOffset()
    {
        using var site = await TusSite.OpenAsync(topology);
        var part = (await site.PostAsync("Upload-Length: 10", "Upload-Concat: partial")).MustBe(201).Location;

        var empty = await site.HeadAsync(part);
        await site.PatchAsync(part, 0, "hello");
        var half = await site.HeadAsync(part);

        Assert.Equal((0, "10", "partial"), (empty.Offset, empty["Upload-Length"], empty["Upload-Concat"]));
        Assert.Equal((5, "10", "partial"), (half.Offset, half["Upload-Length"], half["Upload-Concat"]));
    }

    [Fact]
    public async Task Partial_Finished_IsNoFile()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var part = await site.CreateAsync(name, "Upload-Length: 5", "Upload-Concat: partial");

        (await site.PatchAsync(part, 0, "hello")).MustBe(204);

        Assert.DoesNotContain(name, await site.ListAsync());
    }

    private static Task<Uri> FinalAsync(TusSite site, string name, string parts) => site.CreateAsync(name, $"Upload-Concat: final;{parts}");
}
