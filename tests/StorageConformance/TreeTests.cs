using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;

namespace StorageConformance;

/// <summary>Folders, listings and removal.</summary>
public abstract class TreeTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task List_PageByPage_HasEveryNameOnceInByteOrder()
    {
        string[] names = ["b", "a", "Z", "ä", "a b", "100%", "#", "?"];
        foreach (var name in names)
        {
            await UploadAsync(name, name);
        }

        var listed = new List<string>();
        string? after = null;
        while (true)
        {
            var (_, page) = await Driver.Get<NodeBrowser>().ListAsync(Reference(""), Viewer, after, 3, Stop);
            listed.AddRange(page.Select(node => node.Name));
            if (page.Count < 3)
            {
                break;
            }

            after = page[^1].Name;
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task List_AFile_IsRefused()
    {
        await UploadAsync("file", "x");

        Assert.Equal(Refusal.WrongKind, (await Driver.Get<NodeBrowser>().ListAsync(Reference("file"), Einstein, null, 10, Stop)).Folder.Refusal);
    }

    [Fact]
    public async Task CreateFolder_Twice_Exists()
    {
        await CreateFolderAsync("folder");

        Assert.Equal(Refusal.Exists, (await Driver.Get<NodeEditor>().CreateFolderAsync(Reference("folder"), Einstein, Stop)).Refusal);
    }

    [Fact]
    public async Task CreateFolder_ParentMissing_IsRefused() => Assert.Equal(
        Refusal.ParentMissing, (await Driver.Get<NodeEditor>().CreateFolderAsync(Reference("missing/folder"), Einstein, Stop)).Refusal);

    [Fact]
    public async Task CreateFolder_ByViewer_IsDenied() => Assert.Equal(
        Refusal.Denied, (await Driver.Get<NodeEditor>().CreateFolderAsync(Reference("folder"), Viewer, Stop)).Refusal);

    [Fact]
    public async Task Remove_Tree_IsGoneWithItsRevisionsBlobsAndQuota()
    {
        await CreateFolderAsync("a");
        await CreateFolderAsync("a/b");
        await UploadAsync("a/one", "1");
        await UploadAsync("a/b/two", "22");
        var last = await UploadAsync("a/b/two", "333");
        var kept = await UploadAsync("kept", "4444");

        var removed = await Driver.Get<NodeEditor>().RemoveAsync(Reference("a"), Marie, Stop);

        Assert.Null(removed.Refusal);
        Assert.Equal(Refusal.NotFound, (await FindAsync("a")).Refusal);
        Assert.Equal(4, (await FindAsync("")).Node!.Size);
        await Driver.Get<TreeCollector>().CollectAsync(Stop);
        Assert.Equal(4, (await SpaceAsync()).UsedBytes);
        Assert.Null(await Driver.Get<UploadProcessing.Storage.Blobs.IBlobStore>().OpenReadAsync(last.Revision!.Id, Stop));
        Assert.Equal("4444", await ReadAsync(kept.Revision!.Id));
    }

    [Fact]
    public async Task Remove_Root_IsDenied() => Assert.Equal(
        Refusal.Denied, (await Driver.Get<NodeEditor>().RemoveAsync(Reference(""), Einstein, Stop)).Refusal);

    [Fact]
    public async Task Remove_ByViewer_IsDenied()
    {
        await UploadAsync("file", "x");

        Assert.Equal(Refusal.Denied, (await Driver.Get<NodeEditor>().RemoveAsync(Reference("file"), Viewer, Stop)).Refusal);
        Assert.NotNull((await FindAsync("file")).Node);
    }

    [Fact]
    public async Task Collect_InterruptedBeforeItBegan_IsDoneByTheNextOne()
    {
        await UploadAsync("file", "x");
        await Driver.Get<IMetadataStore>().WriteAsync(async transaction =>
        {
            await transaction.Nodes.DetachAsync((await transaction.Nodes.FindChildAsync((await transaction.Spaces.FindAsync(Space))!.Root, "file"))!.Id);
            return true;
        }, Stop);
        await Driver.RestartAsync();

        await Driver.Get<TreeCollector>().CollectAsync(Stop);

        Assert.Equal(0, (await SpaceAsync()).UsedBytes);
    }
}
