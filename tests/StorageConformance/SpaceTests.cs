using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;

namespace StorageConformance;

/// <summary>Spaces that change and go.</summary>
public abstract class SpaceTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private static readonly UserId Operator = new("operator");

    private SpaceEditor Editor => Driver.Get<SpaceEditor>();

    [Fact]
    public async Task Update_NameByManager_IsKept()
    {
        Assert.Equal("Renamed", (await Editor.UpdateAsync(Space, new SpaceChange("Renamed", null), Einstein, false, Stop)).Space!.Name);

        await Driver.RestartAsync();
        Assert.Equal("Renamed", (await SpaceAsync()).Name);
    }

    [Fact]
    public async Task Update_QuotaByOperator_BoundsTheNextUpload()
    {
        Assert.Equal(3, (await Editor.UpdateAsync(Space, new SpaceChange(null, 3), Operator, true, Stop)).Space!.QuotaBytes);

        Assert.Equal(Refusal.NoSpace, (await BeginAsync("file", 4)).Refusal);
        Assert.Null((await Editor.UpdateAsync(Space, new SpaceChange(null, 0), Operator, true, Stop)).Space!.QuotaBytes);
        Assert.Null((await BeginAsync("file", 4)).Refusal);
    }

    [Fact]
    public async Task Update_QuotaBelowWhatIsUsed_KeepsTheFilesAndTakesNoMore()
    {
        await UploadAsync("file", "12345");

        await Editor.UpdateAsync(Space, new SpaceChange(null, 1), Operator, true, Stop);

        Assert.Equal(0, (await SpaceAsync()).FreeBytes);
        Assert.Equal(Refusal.NoSpace, (await BeginAsync("more", 1)).Refusal);
        Assert.NotNull((await FindAsync("file")).Node);
    }

    [Theory]
    [InlineData("einstein", false, "Lab", 5L, Refusal.Denied)]         // quotas are the operators'
    [InlineData("marie", false, "New", null, Refusal.Denied)]
    [InlineData("viewer", false, "New", null, Refusal.Denied)]
    [InlineData("stranger", false, "New", null, Refusal.NotFound)]
    [InlineData("operator", true, "New", null, Refusal.Denied)]        // names are the managers'
    [InlineData("einstein", false, "a/b", null, Refusal.Invalid)]
    [InlineData("einstein", false, "", null, Refusal.Invalid)]
    public async Task Update_ByWhoMayNot_IsRefusedAndChangesNothing(string user, bool isOperator, string name, long? quota, Refusal refusal)
    {
        Assert.Equal(refusal, (await Editor.UpdateAsync(Space, new SpaceChange(name, quota), new UserId(user), isOperator, Stop)).Refusal);

        var space = await SpaceAsync();
        Assert.Equal(("Lab", null), (space.Name, space.QuotaBytes));
    }

    [Fact]
    public async Task Update_WhatWasReadSentBack_IsNoChangeOfQuota()
    {
        var space = await SpaceAsync(await CreateSpaceAsync(quota: 100));

        var updated = await Editor.UpdateAsync(space.Id, new SpaceChange("New", 100, Einstein, SpaceType.Project), Einstein, false, Stop);

        Assert.Equal("New", updated.Space!.Name);
    }

    [Fact]
    public async Task Update_OwnerOrType_IsRefused()
    {
        Assert.Equal(Refusal.Invalid, (await Editor.UpdateAsync(Space, new SpaceChange(null, null, Marie), Einstein, true, Stop)).Refusal);
        Assert.Equal(
            Refusal.Invalid, (await Editor.UpdateAsync(Space, new SpaceChange(null, null, null, SpaceType.Personal), Einstein, true, Stop)).Refusal);
    }

    [Fact]
    public async Task Remove_Project_TakesTreeMembersSessionsAndBlobsWithIt()
    {
        var kept = await CreateSpaceAsync(quota: null);
        var other = await UploadAsync("kept", "kept", kept);
        await CreateFolderAsync("a");
        await CreateFolderAsync("a/b");
        var old = await UploadAsync("a/b/file", "one");
        var newest = await UploadAsync("a/b/file", "two");
        var upload = (await BeginAsync("a/half", 10, Marie)).Session!.Id;
        var received = await SendAsync(upload, "half");
        var root = (await SpaceAsync()).Root;

        Assert.Null((await Editor.RemoveAsync(Space, Einstein, false, Stop)).Refusal);

        Assert.Equal(Refusal.NotFound, (await FindAsync("")).Refusal);
        Assert.Equal([kept], (await Driver.Get<SpaceDirectory>().ListAsync(Einstein, null, 10, Stop)).Select(listed => listed.Space.Id));
        Assert.Equal(Refusal.NotFound, (await Driver.Get<WriteAccess>().FindAsync(upload, Stop)).Refusal);
        Assert.Null(await Driver.Get<IBlobStore>().OpenReadAsync(upload, Stop));

        await Driver.Get<TreeCollector>().CollectAsync(Stop);
        Assert.Null(await Driver.Get<IBlobStore>().OpenReadAsync(old.Revision!.Id, Stop));
        Assert.Null(await Driver.Get<IBlobStore>().OpenReadAsync(newest.Revision!.Id, Stop));
        Assert.Null(await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Nodes.FindAsync(root), Stop));
        Assert.Equal("kept", await ReadAsync(other.Revision!.Id));
        Assert.Equal(4, received.Length);
    }

    [Fact]
    public async Task Remove_SpaceInterruptedBeforeItsCollection_IsCollectedAfterTheRestart()
    {
        var revision = (await UploadAsync("file", "text")).Revision!.Id;
        await Editor.RemoveAsync(Space, Einstein, false, Stop);
        await Driver.RestartAsync();

        await Driver.Get<TreeCollector>().CollectAsync(Stop);

        Assert.Null(await Driver.Get<IBlobStore>().OpenReadAsync(revision, Stop));
    }

    [Theory]
    [InlineData("marie", Refusal.Denied)]
    [InlineData("viewer", Refusal.Denied)]
    [InlineData("stranger", Refusal.NotFound)]
    public async Task Remove_ByWhoIsNoManager_IsRefusedAndRemovesNothing(string user, Refusal refusal)
    {
        await UploadAsync("file", "text");

        Assert.Equal(refusal, (await Editor.RemoveAsync(Space, new UserId(user), false, Stop)).Refusal);

        Assert.NotNull((await FindAsync("file")).Node);
    }

    [Fact]
    public async Task Remove_PersonalSpace_IsForOperators()
    {
        var personal = (await Driver.Get<SpaceDirectory>().CreateAsync("Marie", SpaceType.Personal, Marie, null, null, Stop))!.Id;

        Assert.Equal(Refusal.Denied, (await Editor.RemoveAsync(personal, Marie, false, Stop)).Refusal);
        Assert.Null((await Editor.RemoveAsync(personal, Operator, true, Stop)).Refusal);

        // She may have another one.
        Assert.NotNull(await Driver.Get<SpaceDirectory>().CreateAsync("Marie", SpaceType.Personal, Marie, null, null, Stop));
    }

    [Fact]
    public async Task Remove_Twice_IsNotFound()
    {
        await Editor.RemoveAsync(Space, Einstein, false, Stop);

        Assert.Equal(Refusal.NotFound, (await Editor.RemoveAsync(Space, Einstein, false, Stop)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Editor.RemoveAsync(Space, Operator, true, Stop)).Refusal);
    }
}
