namespace TusConformance;

/// <summary>TUS 1.0.0, Concatenation, with parts that are still in progress (clauses 32 and 33).</summary>
public sealed class UnfinishedConcatenationTests(Topology topology)
{
    [Fact]
    public async Task Final_OfUnfinishedParts_HasItsLengthAndNoOffsetUntilTheyAreThere()
    {
        using var site = await TusSite.OpenAsync(topology);
        var hello = await PartAsync(site, "Upload-Length: 6");
        var world = await PartAsync(site, "Upload-Length: 5");
        var name = TusSite.NewName();
        var final = await site.CreateAsync(name, $"Upload-Concat: final;{hello} {world}");

        var pending = await site.HeadAsync(final);
        (await site.PatchAsync(world, 0, "world")).MustBe(204);
        (await site.PatchAsync(hello, 0, "hello ")).MustBe(204);
        var done = await FinishedAsync(site, final);

        Assert.Equal((false, "11"), (pending.Has("Upload-Offset"), pending["Upload-Length"]));
        Assert.Equal((11, "11"), (done.Offset, done["Upload-Length"]));
        Assert.Equal("hello world", await site.ContentAsync(name));
    }

    [Fact]
    public async Task Final_OfAPartOfUnknownLength_HasItsLengthAsSoonAsThatIsKnown()
    {
        using var site = await TusSite.OpenAsync(topology);
        var part = await PartAsync(site, "Upload-Defer-Length: 1");
        var name = TusSite.NewName();
        var final = await site.CreateAsync(name, $"Upload-Concat: final;{part} {part}");

        var unknown = await site.HeadAsync(final);
        await site.PatchAsync(part, 0, "he", "Upload-Length: 5");
        var known = await site.HeadAsync(final);
        await site.PatchAsync(part, 2, "llo");
        await FinishedAsync(site, final);

        Assert.False(unknown.Has("Upload-Length"));
        Assert.Equal((false, "10"), (known.Has("Upload-Offset"), known["Upload-Length"]));
        Assert.Equal("hellohello", await site.ContentAsync(name));
    }

    [Fact]
    public async Task Patch_APendingFinalUpload_Is403AndModifiesNothing()
    {
        using var site = await TusSite.OpenAsync(topology);
        var part = await PartAsync(site, "Upload-Length: 5");
        var final = await site.CreateAsync(TusSite.NewName(), $"Upload-Concat: final;{part}");

        var refused = await site.PatchAsync(final, 0, "hello");

        Assert.Equal(403, refused.Status);
        Assert.Equal(0, (await site.HeadAsync(part)).Offset);
    }

    private static async Task<Uri> PartAsync(TusSite site, string length) =>
        (await site.PostAsync(length, "Upload-Concat: partial")).MustBe(201).Location;

    // Joining may go on after the last part's answer.
    private static async Task<Reply> FinishedAsync(TusSite site, Uri final)
    {
        Reply head = await site.HeadAsync(final);
        await Eventually.TrueAsync(
            async () => (head = await site.HeadAsync(final)).Has("Upload-Offset"), TimeSpan.FromSeconds(30), () => $"Never joined: {head}");
        return head;
    }
}
