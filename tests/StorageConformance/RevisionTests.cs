using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;

namespace StorageConformance;

/// <summary>Overwrites keep the newest revisions, in the order of their commits.</summary>
public abstract class RevisionTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Overwrite_MoreOftenThanRevisionsAreKept_RemovesTheOldestWithBytesAndQuota()
    {
        await ConfigureAsync("Uploads:RevisionsKept", "3");
        var revisions = new List<UploadId>();
        for (var number = 0; number < 5; number++)
        {
            // Several within one millisecond, as the clock stands still: order must not hang on it.
            revisions.Add((await UploadAsync("file", "12345")).Revision!.Id);
        }

        foreach (var (revision, number) in revisions.Select((revision, number) => (revision, number)))
        {
            Assert.Equal(number >= 2, await FindRevisionAsync(revision) is not null);
            Assert.Equal(number >= 2, await HasBlobAsync(revision));
        }

        Assert.Equal(15, (await SpaceAsync()).UsedBytes);
        Assert.Equal(revisions[^1], (await FindAsync("file")).Node!.Revision);
    }

    [Fact]
    public async Task Overwrite_OfTheSameTimeAndSize_HasAnotherEtagUpToTheRoot()
    {
        // The clock stands still, so that only the bytes differ.
        var before = (await UploadAsync("file", "one")).File!;
        var rootBefore = (await FindAsync("")).Node!;

        var after = (await UploadAsync("file", "two")).File!;

        Assert.Equal((before.Id, before.ModifiedAt, before.Size), (after.Id, after.ModifiedAt, after.Size));
        Assert.NotEqual(before.ETag, after.ETag);
        Assert.NotEqual(rootBefore.ETag, (await FindAsync("")).Node!.ETag);
        Assert.Equal("two", await ReadAsync(after.Revision!.Value));
    }

    [Fact]
    public async Task Overwrite_OneRevisionKept_ServesTheNewest()
    {
        await ConfigureAsync("Uploads:RevisionsKept", "1");
        await UploadAsync("file", "one");

        var newest = (await UploadAsync("file", "two")).Revision!.Id;

        Assert.Equal("two", await ReadAsync(newest));
        Assert.Equal(3, (await SpaceAsync()).UsedBytes);
    }

    [Fact]
    public async Task Overwrite_WhileAnOldRevisionIsRead_TheReaderGetsItWhole()
    {
        await ConfigureAsync("Uploads:RevisionsKept", "1");
        var old = (await UploadAsync("file", "one")).Revision!.Id;
        await using var content = await Driver.Get<UploadProcessing.Storage.Blobs.IBlobStore>().OpenReadAsync(old, Stop);

        await UploadAsync("file", "two");

        using var reader = new StreamReader(content!);
        Assert.Equal("one", await reader.ReadToEndAsync(Stop));
    }

    [Fact]
    public async Task Remove_GivesBackTheQuotaOfAllRevisions()
    {
        await UploadAsync("file", "one");
        await UploadAsync("file", "three");

        await RemoveAsync("file");

        var space = await SpaceAsync();
        Assert.Equal((0, 0, 0), (space.UsedBytes, space.ReservedBytes, space.Files));
    }

    private ValueTask<Revision?> FindRevisionAsync(UploadId revision) =>
        Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Nodes.FindRevisionAsync(revision), Stop);
}
