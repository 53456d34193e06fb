using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>Who may do what in a space, and what ends when they no longer may.</summary>
public abstract class MemberTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private SpaceMembers Members => Driver.Get<SpaceMembers>();

    [Fact]
    public async Task Add_Somebody_SeesTheSpace()
    {
        Assert.Equal(Refusal.NotFound, (await FindAsync("", Stranger)).Refusal);

        Assert.Null((await Members.AddAsync(Reference(""), Einstein, new Member(Stranger, SpaceRole.Viewer), Stop)).Refusal);

        Assert.Equal(SpaceRole.Viewer, (await FindAsync("", Stranger)).Role);
    }

    [Fact]
    public async Task Add_AMember_ExistsAndKeepsTheirRole()
    {
        Assert.Equal(Refusal.Exists, (await Members.AddAsync(Reference(""), Einstein, new Member(Viewer, SpaceRole.Manager), Stop)).Refusal);

        Assert.Equal(SpaceRole.Viewer, (await FindAsync("", Viewer)).Role);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("256")]
    public async Task Add_NameThatIsNone_IsInvalid(string name) => Assert.Equal(
        Refusal.Invalid,
        (await Members.AddAsync(
            Reference(""), Einstein, new Member(new UserId(name == "256" ? new string('x', 256) : name), SpaceRole.Viewer), Stop)).Refusal);

    [Theory]
    [InlineData("marie", Refusal.Denied)]
    [InlineData("viewer", Refusal.Denied)]
    [InlineData("stranger", Refusal.NotFound)]
    public async Task Anything_ByWhoIsNoManager_IsRefusedAndChangesNothing(string name, Refusal refusal)
    {
        var user = new UserId(name);

        Assert.Equal(refusal, (await Members.ListAsync(Reference(""), user, null, 10, Stop)).Refusal);
        Assert.Equal(refusal, (await Members.AddAsync(Reference(""), user, new Member(Stranger, SpaceRole.Manager), Stop)).Refusal);
        Assert.Equal(refusal, (await Members.UpdateAsync(Reference(""), user, new Member(user, SpaceRole.Manager), Stop)).Refusal);
        Assert.Equal(refusal, (await Members.RemoveAsync(Reference(""), user, Viewer, Stop)).Refusal);

        Assert.Equal(
            [new Member(Einstein, SpaceRole.Manager), new Member(Marie, SpaceRole.Editor), new Member(Viewer, SpaceRole.Viewer)],
            (await Members.ListAsync(Reference(""), Einstein, null, 10, Stop)).Members);
    }

    [Fact]
    public async Task List_PageByPage_HasEveryMemberOnceByName()
    {
        var first = await Members.ListAsync(Reference(""), Einstein, null, 2, Stop);
        var second = await Members.ListAsync(Reference(""), Einstein, first.Members[^1].User, 2, Stop);

        Assert.Equal([Einstein, Marie], first.Members.Select(member => member.User));
        Assert.Equal([Viewer], second.Members.Select(member => member.User));
    }

    [Fact]
    public async Task Update_ToManager_ManagesFromThenOn()
    {
        Assert.Null((await Members.UpdateAsync(Reference(""), Einstein, new Member(Marie, SpaceRole.Manager), Stop)).Refusal);

        Assert.Null((await Members.RemoveAsync(Reference(""), Marie, Viewer, Stop)).Refusal);
        Assert.Equal(Refusal.NotFound, (await FindAsync("", Viewer)).Refusal);
    }

    [Fact]
    public async Task UpdateAndRemove_NoMember_AreNotFound()
    {
        Assert.Equal(Refusal.NotFound, (await Members.UpdateAsync(Reference(""), Einstein, new Member(Stranger, SpaceRole.Viewer), Stop)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Members.RemoveAsync(Reference(""), Einstein, Stranger, Stop)).Refusal);
    }

    [Fact]
    public async Task Owner_AlsoByAnotherManager_StaysAManager()
    {
        await Members.UpdateAsync(Reference(""), Einstein, new Member(Marie, SpaceRole.Manager), Stop);

        Assert.Equal(Refusal.Denied, (await Members.RemoveAsync(Reference(""), Marie, Einstein, Stop)).Refusal);
        Assert.Equal(Refusal.Denied, (await Members.UpdateAsync(Reference(""), Marie, new Member(Einstein, SpaceRole.Editor), Stop)).Refusal);
        Assert.Equal(SpaceRole.Manager, (await FindAsync("")).Role);
    }

    [Fact]
    public async Task Members_OfAFolder_AreRefused()
    {
        await CreateFolderAsync("folder");

        Assert.Equal(
            Refusal.Invalid, (await Members.AddAsync(Reference("folder"), Einstein, new Member(Stranger, SpaceRole.Viewer), Stop)).Refusal);
        Assert.Equal(Refusal.NotFound, (await FindAsync("folder", Stranger)).Refusal);
    }

    [Fact]
    public async Task Remove_MemberWhoUploads_EndsTheirSessionsAndNobodyElses()
    {
        var theirs = (await BeginAsync("theirs", 10, Marie)).Session!.Id;
        var mine = (await BeginAsync("mine", 3)).Session!.Id;
        await SendAsync(theirs, "half");
        var received = await SendAsync(mine, "all");

        Assert.Null((await Members.RemoveAsync(Reference(""), Einstein, Marie, Stop)).Refusal);

        Assert.Equal(3, (await SpaceAsync()).ReservedBytes);
        Assert.Equal(Refusal.NotFound, (await Driver.Get<WriteAccess>().FindAsync(theirs, Stop)).Refusal);
        Assert.Null(await Driver.Get<IBlobStore>().OpenReadAsync(theirs, Stop));
        Assert.Null((await FinalizeAsync(mine, received)).Refusal);
    }

    [Fact]
    public async Task Remove_MemberWhoseBytesAllArrived_CommitsNothing()
    {
        var upload = (await BeginAsync("file", 3, Marie)).Session!.Id;
        // Held open, as by a request whose last byte is just being written.
        await using var writer = await Driver.Get<IBlobStore>().OpenWriterAsync(upload, Stop);
        await writer!.FlushAsync();
        using var digest = new PassingDigest(algorithm: null);

        await Members.RemoveAsync(Reference(""), Einstein, Marie, Stop);

        Assert.Equal(Refusal.Aborted, (await FinalizeAsync(upload, new ReceivedBytes(0, digest.Digest, null))).Refusal);
        Assert.Equal(Refusal.NotFound, (await FindAsync("file")).Refusal);
        Assert.Equal(0, (await SpaceAsync()).ReservedBytes);
    }

    [Fact]
    public async Task Update_EditorToViewer_MayNoLongerWriteOrCommit()
    {
        var upload = (await BeginAsync("file", 3, Marie)).Session!.Id;
        var received = await SendAsync(upload, "all");

        await Members.UpdateAsync(Reference(""), Einstein, new Member(Marie, SpaceRole.Viewer), Stop);

        Assert.Equal(Refusal.Denied, (await Driver.Get<WriteAccess>().FindAsync(upload, Stop)).Refusal);
        Assert.Equal(Refusal.Denied, (await FinalizeAsync(upload, received)).Refusal);
    }

    [Fact]
    public async Task Remove_MemberWhoDownloads_FindsTheRevisionNoMore()
    {
        var revision = (await UploadAsync("file", "text")).Revision!.Id;
        Assert.NotNull(await Driver.Get<RevisionReader>().FindAsync(revision, Viewer, Stop));

        await Members.RemoveAsync(Reference(""), Einstein, Viewer, Stop);

        Assert.Null(await Driver.Get<RevisionReader>().FindAsync(revision, Viewer, Stop));
    }
}
