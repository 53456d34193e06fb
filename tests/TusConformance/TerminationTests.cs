namespace TusConformance;

/// <summary>TUS 1.0.0, Termination (clause 29).</summary>
public sealed class TerminationTests(Topology topology)
{
    [Fact]
    public async Task Delete_AnUnfinishedUpload_Is204AndItIsGone()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, 10);
        await site.PatchAsync(upload, 0, "hello");

        (await site.DeleteAsync(upload)).MustBe(204);

        (await site.HeadAsync(upload)).MustBe(404, 410);
        (await site.PatchAsync(upload, 5, "world")).MustBe(404, 410);
        (await site.DeleteAsync(upload)).MustBe(404, 410);
        Assert.DoesNotContain(name, await site.ListAsync());
    }

    [Fact]
    public async Task Delete_AFinishedUpload_Is204AndTheFileStays()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, 5);
        await site.PatchAsync(upload, 0, "hello");

        (await site.DeleteAsync(upload)).MustBe(204);

        (await site.HeadAsync(upload)).MustBe(404, 410);
        Assert.Equal("hello", await site.ContentAsync(name));
    }
}
