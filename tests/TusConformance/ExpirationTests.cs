using System.Globalization;

namespace TusConformance;

/// <summary>TUS 1.0.0, Expiration (clauses 24 and 25).</summary>
public sealed class ExpirationTests(ExpirationTests.ShortLived topology) : IClassFixture<ExpirationTests.ShortLived>
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task UploadExpires_OfAnUnfinishedUpload_IsOnPostPatchAndHeadAsAnImfFixdate()
    {
        using var site = await TusSite.OpenAsync(topology);
        var before = DateTimeOffset.UtcNow;

        var created = await site.PostAsync(TusSite.Metadata(TusSite.NewName()), "Upload-Length: 10");
        var patched = await site.PatchAsync(created.Location, 0, "hello");
        var head = await site.HeadAsync(created.Location);

        Assert.All([created, patched, head], answer => Assert.InRange(Expires(answer), before, DateTimeOffset.UtcNow + Idle));
    }

    [Fact]
    public async Task UploadExpires_WithEachPatch_MovesOn()
    {
        using var site = await TusSite.OpenAsync(topology);
        var created = await site.PostAsync(TusSite.Metadata(TusSite.NewName()), "Upload-Length: 1000");
        var last = created;

        await Eventually.TrueAsync(
            async () => Expires(last = await site.PatchAsync(created.Location, last.Offset ?? 0, "x")) > Expires(created),
            TimeSpan.FromSeconds(30), () => $"It stays: {last}");
    }

    [Fact]
    public async Task UploadExpires_OfAFinishedUpload_IsNotThere()
    {
        using var site = await TusSite.OpenAsync(topology);
        var created = await FinishedAsync(site, TusSite.NewName());

        Assert.False(created.Has("Upload-Expires"));
        Assert.False((await site.HeadAsync(created.Location)).MustBe(200).Has("Upload-Expires"));
    }

    [Fact]
    public async Task AnExpiredUpload_Is404Or410AndNoFile()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, 10);

        // HEAD is no activity.
        await GoneAsync(site, upload);

        (await site.PatchAsync(upload, 0, "hello")).MustBe(404, 410);
        Assert.DoesNotContain(name, await site.ListAsync());
    }

    [Fact]
    public async Task AFinishedUpload_DoesNotExpire()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var finished = (await FinishedAsync(site, name)).Location;
        var unfinished = await site.CreateAsync(10);

        // What was begun later is gone, so the time of what was finished before is over.
        await GoneAsync(site, unfinished);

        Assert.Equal(5, (await site.HeadAsync(finished)).MustBe(200).Offset);
        Assert.Equal("hello", await site.ContentAsync(name));
    }

    // In one request: on a busy machine the next one may come after the upload's time.
    private static async Task<Reply> FinishedAsync(TusSite site, string name) =>
        (await site.PostWithAsync("hello", TusSite.Metadata(name), "Upload-Length: 5", TusSite.BodyType)).MustBe(201);

    private static DateTimeOffset Expires(Reply reply) =>
        DateTimeOffset.ParseExact(reply["Upload-Expires"]!, "r", CultureInfo.InvariantCulture);

    private static async Task GoneAsync(TusSite site, Uri upload)
    {
        Reply head = await site.HeadAsync(upload);
        await Eventually.TrueAsync(
            async () => (head = await site.HeadAsync(upload)).Status is 404 or 410, TimeSpan.FromMinutes(1), () => $"Never gone: {head}");
        Assert.False(head.Has("Upload-Offset"));
    }

    /// <summary>Uploads that rest for seconds are removed.</summary>
    public sealed class ShortLived : Topology
    {
        protected override void Configure(IDistributedApplicationTestingBuilder builder)
        {
            foreach (var participant in new[] { "storageprovider", "dataprovider" })
            {
                builder.CreateResourceBuilder<ProjectResource>(participant).WithEnvironment("Uploads__IdleTimeout", Idle.ToString("c", CultureInfo.InvariantCulture));
            }
        }
    }
}
