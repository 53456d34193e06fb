using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>What does not fit together in the metadata is named, and repaired where nothing can be lost by it. Each test breaks one thing.</summary>
public abstract class FsckTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Fsck_AfterUploadsOverwritesMovesAndRemovals_IsClean()
    {
        await CreateFolderAsync("a");
        await CreateFolderAsync("a/b");
        await UploadAsync("a/b/file", "one");
        await UploadAsync("a/b/file", "three");
        await UploadAsync("other", "x");
        await BeginAsync("under way", 7);
        await CreateSpaceAsync(quota: 100);
        await Driver.Get<NodeMover>().MoveAsync(Reference("a/b"), Reference("b"), Einstein, Stop);
        await RemoveAsync("other");
        // Detached and not collected yet.
        await Driver.Get<NodeEditor>().RemoveAsync(Reference("b"), Einstein, Stop);

        Assert.Empty(await FsckAsync(deep: true));
    }

    [Fact]
    public async Task UsedBytes_Wrong_AreNamedAndCountedAnew()
    {
        await UploadAsync("file", "hello");
        await BreakAsync(transaction => transaction.Spaces.CountAsync(Space, used: 7));

        var finding = Assert.Single(await FsckAsync());
        Assert.Equal(("wrong-used-bytes", Space, "Lab"), (finding.Problem, finding.Place.Space, finding.Place.SpaceName));
        Assert.Contains("12 bytes used; its revisions have 5", finding.Detail, StringComparison.Ordinal);
        await AssertRepairedAsync();
        Assert.Equal(5, (await SpaceAsync()).UsedBytes);
    }

    [Fact]
    public async Task ReservedBytes_Wrong_AreNamedAndCountedAnew()
    {
        await BeginAsync("file", 5);
        await BreakAsync(transaction => transaction.Spaces.CountAsync(Space, reserved: -2));

        Assert.Equal("wrong-reserved-bytes", Assert.Single(await FsckAsync()).Problem);
        await AssertRepairedAsync();
        Assert.Equal(5, (await SpaceAsync()).ReservedBytes);
    }

    [Fact]
    public async Task FileCount_Wrong_IsNamedAndCountedAnew()
    {
        await CreateFolderAsync("folder");
        await UploadAsync("folder/file", "hello");
        await BreakAsync(transaction => transaction.Spaces.CountAsync(Space, files: 1));

        Assert.Equal("wrong-file-count", Assert.Single(await FsckAsync()).Problem);
        await AssertRepairedAsync();
        Assert.Equal(2, (await SpaceAsync()).Files);
    }

    [Fact]
    public async Task FolderSize_WrongUpToTheRoot_IsNamedAtTheFolderWhereItBeginsAndCountedAnew()
    {
        var folder = await NestedFileAsync();
        await BreakAsync(transaction => transaction.Nodes.PropagateAsync(folder, 10, Driver.Time.GetUtcNow()));

        var finding = Assert.Single(await FsckAsync());
        Assert.Equal(("wrong-folder-size", "/a/b"), (finding.Problem, finding.Place.Path));
        await AssertRepairedAsync();
        Assert.Equal(5, (await FindAsync("a")).Node!.Size);
        Assert.Equal(5, (await FindAsync("")).Node!.Size);
    }

    [Fact]
    public async Task FolderSize_WrongAtTheRootOnly_IsNamedThere()
    {
        await NestedFileAsync();
        var root = (await SpaceAsync()).Root;
        await BreakAsync(transaction => transaction.Nodes.PropagateAsync(root, -1, Driver.Time.GetUtcNow()));

        Assert.Equal("/", Assert.Single(await FsckAsync()).Place.Path);
        await AssertRepairedAsync();
        Assert.Equal(5, (await FindAsync("")).Node!.Size);
    }

    [Fact]
    public async Task FileSize_OtherThanItsRevision_IsNamedAndCountedAnewWithTheFoldersAbove()
    {
        await NestedFileAsync();
        var file = (await FindAsync("a/b/file")).Node!;
        await BreakAsync(transaction => transaction.Nodes.ShowRevisionAsync(file with { Size = 50 }));

        var finding = Assert.Single(await FsckAsync());
        Assert.Equal(("wrong-file-size", "/a/b/file", file.Id), (finding.Problem, finding.Place.Path, finding.Node));
        await AssertRepairedAsync();
        Assert.Equal(5, (await FindAsync("a/b/file")).Node!.Size);
    }

    [Fact]
    public async Task File_ThatShowsTheRevisionOfAnother_IsNamedAndLeft()
    {
        var other = (await UploadAsync("other", "hello")).Revision!.Id;
        var file = (await UploadAsync("file", "hello")).File!;
        await BreakAsync(transaction => transaction.Nodes.ShowRevisionAsync(file with { Revision = other }));

        var finding = Assert.Single(await FsckAsync(repair: true));
        Assert.Equal(("file-without-revision", "/file", false), (finding.Problem, finding.Place.Path, finding.Repaired));
        Assert.Equal(other, (await FindAsync("file")).Node!.Revision);
    }

    [Fact]
    public async Task Node_TakenOutButNotMarked_IsNamedAndMarkedForCollection()
    {
        var lost = NodeId.New();
        await BreakAsync(transaction => transaction.Nodes.AddFolderAsync(Folder(lost, parent: null)));
        await BreakAsync(transaction => transaction.Spaces.CountAsync(Space, files: 1));

        var finding = Assert.Single(await FsckAsync());
        Assert.Equal(("unattached-node", lost, (string?)null), (finding.Problem, finding.Node, finding.Place.Path));
        await AssertRepairedAsync();
        await Driver.Get<TreeCollector>().CollectAsync(Stop);
        Assert.Equal(0, (await SpaceAsync()).Files);
    }

    [Fact]
    public async Task Tree_WhoseFolderIsMissing_IsNamedAndBroughtBackWithItsFiles()
    {
        await NestedFileAsync();
        var folder = (await FindAsync("a/b")).Node!;
        await BreakAsync(async transaction =>
        {
            await transaction.Nodes.PropagateAsync(folder.Parent!.Value, -folder.Size, Driver.Time.GetUtcNow());
            await transaction.Nodes.MoveAsync(folder.Id, NodeId.New(), folder.Name);
        });

        Assert.Equal(("unattached-node", folder.Id), (Assert.Single(await FsckAsync()) is var finding ? finding.Problem : null, finding.Node));
        await AssertRepairedAsync();
        Assert.Equal("hello", await ReadAsync((await FindAsync($"lost+found {folder.Id}/file")).Node!.Revision!.Value));
        Assert.Equal(5, (await FindAsync("")).Node!.Size);
    }

    [Fact]
    public async Task Trees_InACircle_AreNamedAndBroughtBackWithTheirFiles()
    {
        await NestedFileAsync();
        var (a, b) = ((await FindAsync("a")).Node!, (await FindAsync("a/b")).Node!);
        await BreakAsync(async transaction =>
        {
            await transaction.Nodes.PropagateAsync(a.Parent!.Value, -a.Size, Driver.Time.GetUtcNow());
            await transaction.Nodes.MoveAsync(a.Id, b.Id, "a");
        });

        var findings = await FsckAsync();
        Assert.Equal([a.Id, b.Id], findings.Where(finding => finding.Problem == "unattached-node").Select(finding => finding.Node!.Value).Order(Comparer<NodeId>.Create((x, y) => string.CompareOrdinal(x.ToString(), y.ToString()))));
        await FsckAsync(repair: true);
        Assert.Empty(await FsckAsync());
        Assert.NotNull((await FindAsync($"lost+found {a.Id}/b/file")).Node);
    }

    [Fact]
    public async Task Session_ThatHasEnded_HoldingQuota_IsNamedAndReleased()
    {
        var upload = (await BeginAsync("file", 5)).Session!.Id;
        await Driver.Get<UploadAbortion>().AbortAsync(upload, "test");
        await BreakAsync(transaction => transaction.Uploads.MoveAsync(upload, UploadState.Aborted, "test", reservedBytes: 5, Driver.Time.GetUtcNow()));

        var finding = Assert.Single(await FsckAsync());
        Assert.Equal(("ended-session-holds-quota", upload), (finding.Problem, finding.Upload));
        await AssertRepairedAsync();
        Assert.Equal((UploadState.Aborted, "test", 0), (await SessionAsync(upload) is { } session ? (session.State, session.Reason!, session.ReservedBytes) : default));
    }

    [Fact]
    public async Task Session_UnderWayOfARevision_IsNamed()
    {
        var upload = (await UploadAsync("file", "hello")).Revision!.Id;
        await BreakAsync(transaction => transaction.Uploads.MoveAsync(upload, UploadState.Receiving, null, reservedBytes: 0, Driver.Time.GetUtcNow()));

        var finding = Assert.Single(await FsckAsync(repair: true));
        Assert.Equal(("session-of-revision", upload, false), (finding.Problem, finding.Upload, finding.Repaired));
    }

    [Fact]
    public async Task Session_UnderWayInNoSpace_IsNamed()
    {
        var begun = (await BeginAsync("file", 0)).Session!;
        var upload = UploadId.New();
        await BreakAsync(transaction => transaction.Uploads.AddAsync(begun with { Id = upload, Space = SpaceId.New() }));

        var finding = Assert.Single(await FsckAsync());
        Assert.Equal(("session-without-space", upload), (finding.Problem, finding.Upload));
    }

    [Fact]
    public async Task Revision_WhoseFileIsMissing_IsNamedAndKept()
    {
        var revision = (await UploadAsync("file", "hello")).Revision!;
        var lost = await SendAsync(UploadId.New(), "");
        var stray = revision with { Id = UploadId.New(), Node = NodeId.New(), Size = 0, Digest = lost.Digest };
        await SendAsync(stray.Id, "");
        await BreakAsync(transaction => transaction.Nodes.AddRevisionAsync(stray));

        var finding = Assert.Single(await FsckAsync(repair: true));
        Assert.Equal(("revision-without-file", stray.Id, false), (finding.Problem, finding.Upload, finding.Repaired));
        Assert.True(await HasBlobAsync(stray.Id));
    }

    [Fact]
    public async Task Revision_CountedForAnotherSpace_IsNamed()
    {
        var revision = (await UploadAsync("file", "hello")).Revision!;
        var other = await CreateSpaceAsync(quota: null);
        var stray = revision with { Id = UploadId.New(), Space = other, Size = 0, Digest = (await SendAsync(UploadId.New(), "")).Digest };
        await SendAsync(stray.Id, "");
        await BreakAsync(transaction => transaction.Nodes.AddRevisionAsync(stray));

        var finding = Assert.Single(await FsckAsync());
        Assert.Equal(("revision-in-another-space", stray.Id), (finding.Problem, finding.Upload));
    }

    [Fact]
    public async Task Node_BelowAFile_IsNamed()
    {
        var file = (await UploadAsync("file", "hello")).File!;
        await CreateFolderAsync("folder");
        var folder = (await FindAsync("folder")).Node!;
        await BreakAsync(transaction => transaction.Nodes.MoveAsync(folder.Id, file.Id, "folder"));

        var finding = Assert.Single(await FsckAsync());
        Assert.Equal(("misplaced-node", folder.Id), (finding.Problem, finding.Node));
    }

    [Fact]
    public async Task Space_WhoseRootIsTakenOut_IsNamed()
    {
        var other = await CreateSpaceAsync(quota: null);
        var root = (await SpaceAsync(other)).Root;
        await BreakAsync(transaction => transaction.Nodes.MoveAsync(root, root, ""));

        Assert.Contains(await FsckAsync(), finding => finding.Problem == "space-without-root" && finding.Node == root);
    }

    /// <summary>Repairs all there is, and finds nothing more.</summary>
    private async Task AssertRepairedAsync()
    {
        Assert.All(await FsckAsync(repair: true), finding => Assert.True(finding.Repaired));
        Assert.Empty(await FsckAsync());
    }

    /// <summary>The file a/b/file with five bytes.</summary>
    /// <returns>The folder a/b.</returns>
    private async Task<NodeId> NestedFileAsync()
    {
        await CreateFolderAsync("a");
        await CreateFolderAsync("a/b");
        await UploadAsync("a/b/file", "hello");
        return (await FindAsync("a/b")).Node!.Id;
    }

    private Node Folder(NodeId id, NodeId? parent) =>
        new(id, Space, parent, "folder", NodeKind.Folder, 0, ETag.New(), Driver.Time.GetUtcNow(), null);
}
