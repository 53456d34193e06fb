using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;

namespace StorageConformance;

/// <summary>Revisions that have lost their bytes are named with space, path and id, and never removed; bytes that nobody names are.</summary>
public abstract class BlobFsckTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Blob_WithOneBitFlipped_IsNamedByAReadOfAllAndLeft()
    {
        await CreateFolderAsync("folder");
        await UploadAsync("folder/other", "hello");
        var file = await UploadAsync("folder/file", "hello");
        await OverwriteAsync(file.Revision!.Id, 1, "n");     // 0x6e for 0x6f

        Assert.Empty(await FsckAsync());
        var finding = Assert.Single(await FsckAsync(deep: true, repair: true));
        Assert.Equal(
            ("wrong-digest", Space, "Lab", "/folder/file", file.Revision.Id, false),
            (finding.Problem, finding.Place.Space, finding.Place.SpaceName, finding.Place.Path, finding.Upload!.Value, finding.Repaired));
        Assert.Equal("helln", await ReadAsync(file.Revision.Id));
        Assert.NotNull((await FindAsync("folder/file")).Node);
    }

    [Fact]
    public async Task Blob_OfAnOlderRevision_IsLookedAtToo()
    {
        var old = (await UploadAsync("file", "hello")).Revision!.Id;
        await UploadAsync("file", "world");
        await OverwriteAsync(old, 1, "!");

        var finding = Assert.Single(await FsckAsync(deep: true));
        Assert.Equal(("/file", old), (finding.Place.Path, finding.Upload!.Value));
    }

    [Fact]
    public async Task Blob_Shorter_IsNamed()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        await OverwriteAsync(file, 1, "");

        var finding = Assert.Single(await FsckAsync(repair: true));
        Assert.Equal(("wrong-length", file, false), (finding.Problem, finding.Upload!.Value, finding.Repaired));
        Assert.Contains("has 5 bytes; its blob has 4", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blob_Missing_IsNamed()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        await Driver.Get<IBlobStore>().DeleteAsync(file);

        var finding = Assert.Single(await FsckAsync(repair: true));
        Assert.Equal(("missing-blob", "/file", file), (finding.Problem, finding.Place.Path, finding.Upload!.Value));
        Assert.NotNull(await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Nodes.FindRevisionAsync(file), Stop));
    }

    [Fact]
    public async Task Revision_MarkedAsDamaged_IsNamedUntilAReadOfAllFindsItGood()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        await BreakAsync(transaction => transaction.Nodes.MarkDamagedAsync(file, Driver.Time.GetUtcNow()));

        var named = Assert.Single(await FsckAsync(repair: true));
        Assert.Equal(("damaged-blob", file, false), (named.Problem, named.Upload!.Value, named.Repaired));
        var cleared = Assert.Single(await FsckAsync(deep: true, repair: true));
        Assert.Equal(("stale-damage-mark", true), (cleared.Problem, cleared.Repaired));
        Assert.Empty(await FsckAsync());
    }

    [Fact]
    public async Task Blob_ThatNobodyNames_IsNamedAndRemovedWhenItIsOld()
    {
        var orphan = UploadId.New();
        await SendAsync(orphan, "left behind");
        var underWay = (await BeginAsync("under way", 5)).Session!.Id;
        await SendAsync(underWay, "hel");
        Assert.Empty(await FsckAsync());
        LetAge();

        var finding = Assert.Single(await FsckAsync());
        Assert.Equal(("orphaned-blob", orphan, false), (finding.Problem, finding.Upload!.Value, finding.Repaired));
        Assert.True(Assert.Single(await FsckAsync(repair: true)).Repaired);
        Assert.False(await HasBlobAsync(orphan));
        Assert.True(await HasBlobAsync(underWay));
        Assert.Empty(await FsckAsync());
    }

    [Fact]
    public async Task Blobs_BesideAnEmptyDatabase_AreNamedAndLeft()
    {
        var blob = UploadId.New();
        await SendAsync(blob, "whose database is elsewhere");
        await BreakAsync(async transaction =>
        {
            await transaction.Nodes.DetachAsync((await transaction.Spaces.FindAsync(Space))!.Root);
            await transaction.Spaces.RemoveAsync(Space);
        });
        LetAge();

        Assert.Equal("blobs-without-database", Assert.Single(await FsckAsync(repair: true)).Problem);
        Assert.True(await HasBlobAsync(blob));
    }

    // Files are written at the system's time, not the test's: a clock far ahead of it makes all of them old.
    private void LetAge() => Driver.Time.SetUtcNow(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(3));
}
