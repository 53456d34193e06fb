using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;

namespace StorageConformance;

/// <summary>Renaming and moving within a space, and files made without bytes.</summary>
public abstract class MoveTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Move_ToAnotherFolder_CarriesItsSizeUpBothBranches()
    {
        await CreateFolderAsync("a");
        await CreateFolderAsync("a/b");
        await CreateFolderAsync("c");
        await UploadAsync("a/b/file", "12345");
        await UploadAsync("c/other", "1");
        var (root, a, b, c) = (await FindAsync(""), await FindAsync("a"), await FindAsync("a/b"), await FindAsync("c"));
        var file = (await FindAsync("a/b/file")).Node!;

        Assert.Null((await MoveAsync("a/b/file", "c/renamed")).Refusal);

        Assert.Equal(Refusal.NotFound, (await FindAsync("a/b/file")).Refusal);
        var moved = (await FindAsync("c/renamed")).Node!;
        Assert.Equal((file.Id, file.ETag, file.Revision, file.ModifiedAt), (moved.Id, moved.ETag, moved.Revision, moved.ModifiedAt));
        Assert.Equal("12345", await ReadAsync(moved.Revision!.Value));
        Assert.Equal(new long[] { 6, 0, 0, 6 }, await SizesAsync("", "a", "a/b", "c"));
        foreach (var (before, path) in new[] { (root, ""), (a, "a"), (b, "a/b"), (c, "c") })
        {
            Assert.NotEqual(before.Node!.ETag, (await FindAsync(path)).Node!.ETag);
        }

        Assert.Equal(6, (await SpaceAsync()).UsedBytes);
    }

    [Fact]
    public async Task Move_Folder_TakesAllBelowItAlong()
    {
        await CreateFolderAsync("a");
        await CreateFolderAsync("a/b");
        await UploadAsync("a/b/file", "12345");
        await CreateFolderAsync("c");

        Assert.Null((await MoveAsync("a", "c/a")).Refusal);

        Assert.Equal(5, await SizeAsync("c/a/b"));
        Assert.Equal(5, await SizeAsync("c"));
        Assert.Equal(5, await SizeAsync(""));
        Assert.Equal("12345", await ReadAsync((await FindAsync("c/a/b/file")).Node!.Revision!.Value));
    }

    [Fact]
    public async Task Move_Rename_KeepsSizesAndChangesTheFolder()
    {
        await CreateFolderAsync("a");
        await UploadAsync("a/file", "12345");
        var before = (await FindAsync("a")).Node!;

        Assert.Null((await MoveAsync("a/file", "a/other")).Refusal);

        var after = (await FindAsync("a")).Node!;
        Assert.Equal(before.Size, after.Size);
        Assert.NotEqual(before.ETag, after.ETag);
        Assert.Equal(Refusal.NotFound, (await FindAsync("a/file")).Refusal);
        Assert.NotNull((await FindAsync("a/other")).Node);
    }

    [Fact]
    public async Task Move_UpAndDownOneBranch_KeepsTheCommonFoldersRight()
    {
        await CreateFolderAsync("a");
        await CreateFolderAsync("a/b");
        await UploadAsync("a/b/file", "12345");

        Assert.Null((await MoveAsync("a/b/file", "a/file")).Refusal);
        Assert.Equal(new long[] { 5, 5, 0 }, await SizesAsync("", "a", "a/b"));

        Assert.Null((await MoveAsync("a/file", "a/b/file")).Refusal);
        Assert.Equal(new long[] { 5, 5, 5 }, await SizesAsync("", "a", "a/b"));
    }

    [Theory]
    [InlineData("a", "a", Refusal.Exists)]
    [InlineData("a", "a/b/c", Refusal.Invalid)]
    [InlineData("a", "a/b/x", Refusal.Invalid)]
    [InlineData("a", "other", Refusal.Exists)]
    [InlineData("file", "other", Refusal.Exists)]
    [InlineData("file", "file", Refusal.Exists)]
    [InlineData("file", "missing/file", Refusal.ParentMissing)]
    [InlineData("file", "other/file", Refusal.ParentMissing)]       // below a file
    [InlineData("missing", "new", Refusal.NotFound)]
    [InlineData("file", "", Refusal.Invalid)]
    [InlineData("file", "..", Refusal.Invalid)]
    [InlineData("file", "a/../new", Refusal.Invalid)]
    [InlineData("file", "a//new", Refusal.Invalid)]
    [InlineData("file", "a/\0", Refusal.Invalid)]
    [InlineData("", "new", Refusal.Denied)]
    public async Task Move_WhatCannotBe_IsRefusedAndChangesNothing(string source, string target, Refusal refusal)
    {
        await CreateFolderAsync("a");
        await CreateFolderAsync("a/b");
        await UploadAsync("file", "1");
        await UploadAsync("other", "1");
        var etag = (await FindAsync("")).Node!.ETag;

        Assert.Equal(refusal, (await MoveAsync(source, target)).Refusal);

        Assert.Equal(etag, (await FindAsync("")).Node!.ETag);
    }

    [Fact]
    public async Task Move_ByViewer_IsDenied()
    {
        await UploadAsync("file", "1");

        Assert.Equal(Refusal.Denied, (await MoveAsync("file", "new", Viewer)).Refusal);
        Assert.Equal(Refusal.NotFound, (await MoveAsync("file", "new", Stranger)).Refusal);
    }

    [Fact]
    public async Task Move_ToAnotherSpace_IsRefused()
    {
        await UploadAsync("file", "1");
        var other = await CreateSpaceAsync(quota: null);

        var moved = await Driver.Get<NodeMover>().MoveAsync(Reference("file"), new NodeReference(other, null, ["file"]), Einstein, Stop);

        Assert.Equal(Refusal.Invalid, moved.Refusal);
        Assert.NotNull((await FindAsync("file")).Node);
    }

    [Fact]
    public async Task Move_ToANodeOfAnotherSpace_IsRefused()
    {
        await UploadAsync("file", "1");
        var other = await SpaceAsync(await CreateSpaceAsync(quota: null));

        // The space of the reference is this one; the node in it is not.
        var moved = await Driver.Get<NodeMover>().MoveAsync(Reference("file"), new NodeReference(Space, other.Root, ["file"]), Einstein, Stop);

        Assert.Equal(Refusal.ParentMissing, moved.Refusal);
    }

    [Fact]
    public async Task Move_FolderThatIsUploadedInto_IsFollowedByTheUpload()
    {
        await CreateFolderAsync("a");
        await CreateFolderAsync("b");
        var upload = (await BeginAsync("a/file", 3)).Session!.Id;
        var received = await SendAsync(upload, "abc");

        await MoveAsync("a", "b/renamed");

        Assert.Null((await FinalizeAsync(upload, received)).Refusal);
        Assert.Equal("abc", await ReadAsync((await FindAsync("b/renamed/file")).Node!.Revision!.Value));
        Assert.Equal(3, await SizeAsync("b"));
    }

    [Fact]
    public async Task Move_OfManyAtOnceToOneName_LeavesExactlyOneThere()
    {
        for (var number = 0; number < 20; number++)
        {
            await UploadAsync($"file{number}", "x");
        }

        var moves = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => MoveAsync($"file{number}", "winner").AsTask()));

        Assert.Single(moves, move => move.Refusal is null);
        Assert.All(moves.Where(move => move.Refusal is not null), move => Assert.Equal(Refusal.Exists, move.Refusal));
        Assert.Equal(20, await SizeAsync(""));
    }

    [Fact]
    public async Task EmptyFile_IsARevisionLikeEveryOther()
    {
        var modified = DateTimeOffset.FromUnixTimeSeconds(1_600_000_000);

        var made = await Driver.Get<EmptyFile>().CreateAsync(Reference("empty"), modified, null, Marie, Stop);

        Assert.Null(made.Refusal);
        var found = (await FindAsync("empty")).Node!;
        Assert.Equal((0, modified, made.Revision!.Id), (found.Size, found.ModifiedAt, found.Revision!.Value));
        Assert.Equal("", await ReadAsync(made.Revision.Id));
        await Driver.RestartAsync();
        Assert.Equal("", await ReadAsync(made.Revision.Id));
    }

    [Theory]
    [InlineData("file", "marie", Refusal.Exists)]
    [InlineData("folder", "marie", Refusal.Exists)]
    [InlineData("", "marie", Refusal.Exists)]
    [InlineData("missing/new", "marie", Refusal.ParentMissing)]
    [InlineData("..", "marie", Refusal.Invalid)]
    [InlineData("new", "viewer", Refusal.Denied)]
    [InlineData("new", "stranger", Refusal.NotFound)]
    public async Task EmptyFile_WhereNoneCanBe_IsRefusedAndLeavesNothing(string path, string user, Refusal refusal)
    {
        await UploadAsync("file", "text");
        await CreateFolderAsync("folder");

        Assert.Equal(refusal, (await Driver.Get<EmptyFile>().CreateAsync(Reference(path), null, null, new UserId(user), Stop)).Refusal);

        Assert.Equal(4, await SizeAsync(""));
        Assert.Equal(Refusal.NotFound, (await FindAsync("new")).Refusal);
    }

    private ValueTask<NodeResult> MoveAsync(string source, string target, UserId? user = null) =>
        Driver.Get<NodeMover>().MoveAsync(Reference(source), Reference(target), user ?? Einstein, Stop);

    private Task<long[]> SizesAsync(params string[] paths) => Task.WhenAll(paths.Select(SizeAsync));

    private async Task<long> SizeAsync(string path) => (await FindAsync(path)).Node!.Size;
}
