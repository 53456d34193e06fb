using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>The idempotent list that makes bytes a revision.</summary>
public abstract class FinalizerTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Finalize_NewFile_IsListedAndReadable()
    {
        var result = await UploadAsync("new.bin", "hello");

        Assert.True(result.Created);
        var found = (await FindAsync("new.bin", Viewer)).Node!;
        Assert.Equal((5, result.File!.ETag), (found.Size, found.ETag));
        Assert.Equal("hello", await ReadAsync(found.Revision!.Value));
    }

    [Fact]
    public async Task Finalize_AllBytesThereButNotCommitted_ShowsNothing()
    {
        var begun = await BeginAsync("new.bin", 5);
        await SendAsync(begun.Session!.Id, "hello");

        Assert.Equal(Refusal.NotFound, (await FindAsync("new.bin")).Refusal);
    }

    [Fact]
    public async Task Finalize_Overwrite_ServesTheOldRevisionUntilThenAndKeepsTheNode()
    {
        var old = await UploadAsync("file", "one");
        var begun = await BeginAsync("file", 5);
        var received = await SendAsync(begun.Session!.Id, "three");
        Assert.Equal(old.File!.Revision, (await FindAsync("file")).Node!.Revision);

        var result = await FinalizeAsync(begun.Session.Id, received);

        Assert.False(result.Created);
        Assert.Equal(old.File.Id, result.File!.Id);
        Assert.NotEqual(old.File.ETag, (await FindAsync("file")).Node!.ETag);
        Assert.Equal("three", await ReadAsync(result.File.Revision!.Value));
    }

    [Fact]
    public async Task Finalize_Twice_HasOneEffect()
    {
        var begun = await BeginAsync("file", 3);
        var received = await SendAsync(begun.Session!.Id, "one");
        var first = await FinalizeAsync(begun.Session.Id, received);
        var before = await SpaceAsync();

        var second = await FinalizeAsync(begun.Session.Id, received);

        Assert.Equal(first.Revision, second.Revision);
        Assert.Equal(before, await SpaceAsync());
        Assert.Equal(first.File!.ETag, (await FindAsync("file")).Node!.ETag);
    }

    [Fact]
    public async Task Finalize_TwiceWithAPreconditionThatOurOwnCommitBroke_IsStillCommitted()
    {
        var begun = await BeginAsync("file", 3, when: new(IfNotExist: true));
        var received = await SendAsync(begun.Session!.Id, "one");
        await FinalizeAsync(begun.Session.Id, received);
        await Driver.RestartAsync();

        Assert.Null((await FinalizeAsync(begun.Session.Id, received)).Refusal);
        Assert.Equal("one", await ReadAsync(begun.Session.Id));
    }

    [Fact]
    public async Task Finalize_AgainAfterTheFileWasRemoved_DoesNotBringItBack()
    {
        var begun = await BeginAsync("file", 3);
        var received = await SendAsync(begun.Session!.Id, "one");
        await FinalizeAsync(begun.Session.Id, received);
        await Driver.Get<NodeEditor>().RemoveAsync(Reference("file"), Einstein, Stop);
        await Driver.Get<TreeCollector>().CollectAsync(Stop);
        await SendAsync(begun.Session.Id, "one");

        Assert.Equal(Refusal.Aborted, (await FinalizeAsync(begun.Session.Id, received)).Refusal);
        Assert.Equal(Refusal.NotFound, (await FindAsync("file")).Refusal);
    }

    [Fact]
    public async Task Finalize_DeepInTheTree_ChangesSizeAndEtagUpToTheRoot()
    {
        await CreateFolderAsync("a");
        await CreateFolderAsync("a/b");
        var before = (await FindAsync("")).Node!;

        await UploadAsync("a/b/file", "12345");
        await UploadAsync("a/b/file", "123");

        foreach (var folder in new[] { "", "a", "a/b" })
        {
            Assert.Equal(3, (await FindAsync(folder)).Node!.Size);
        }

        Assert.NotEqual(before.ETag, (await FindAsync("")).Node!.ETag);
    }

    [Fact]
    public async Task Finalize_CountsEveryRevisionAndReleasesTheReservation()
    {
        await UploadAsync("file", "12345");
        await UploadAsync("file", "123");

        var space = await SpaceAsync();
        Assert.Equal((8, 0), (space.UsedBytes, space.ReservedBytes));
    }

    [Fact]
    public async Task Finalize_FileChangedMeanwhile_FailsThePreconditionAndChangesNothing()
    {
        var old = await UploadAsync("file", "one");
        var begun = await BeginAsync("file", 4, when: new(IfMatch: old.File!.ETag));
        var received = await SendAsync(begun.Session!.Id, "mine");
        var theirs = await UploadAsync("file", "theirs");

        Assert.Equal(Refusal.PreconditionFailed, (await FinalizeAsync(begun.Session.Id, received)).Refusal);
        Assert.Equal(theirs.File!.Revision, (await FindAsync("file")).Node!.Revision);
    }

    [Fact]
    public async Task Finalize_ParentRemovedMeanwhile_IsRefused()
    {
        await CreateFolderAsync("a");
        await CreateFolderAsync("a/b");
        var begun = await BeginAsync("a/b/file", 3);
        var received = await SendAsync(begun.Session!.Id, "one");
        await Driver.Get<IMetadataStore>().WriteAsync(async transaction =>
        {
            // Only taken out, not collected yet: the state right after a DELETE of a large tree.
            var folder = await transaction.Nodes.ResolveAsync((await transaction.Spaces.FindAsync(Space))!.Root, ["a"]);
            await transaction.Nodes.DetachAsync(folder!.Id);
            return true;
        }, Stop);

        Assert.Equal(Refusal.ParentMissing, (await FinalizeAsync(begun.Session.Id, received)).Refusal);
    }

    [Fact]
    public async Task Finalize_MemberMadeViewerMeanwhile_IsDenied()
    {
        var begun = await BeginAsync("file", 3, user: Marie);
        var received = await SendAsync(begun.Session!.Id, "one");
        await Driver.Get<IMetadataStore>().WriteAsync(async transaction =>
        {
            await transaction.Spaces.SetRoleAsync(Space, Marie, SpaceRole.Viewer);
            return true;
        }, Stop);

        Assert.Equal(Refusal.Denied, (await FinalizeAsync(begun.Session.Id, received)).Refusal);
    }

    [Fact]
    public async Task Finalize_FolderOfThatNameMeanwhile_IsRefused()
    {
        var begun = await BeginAsync("name", 3);
        var received = await SendAsync(begun.Session!.Id, "one");
        await CreateFolderAsync("name");

        Assert.Equal(Refusal.WrongKind, (await FinalizeAsync(begun.Session.Id, received)).Refusal);
    }

    [Fact]
    public async Task Finalize_FewerBytesThanAnnounced_IsRefused()
    {
        var begun = await BeginAsync("file", 4);

        Assert.Equal(Refusal.Invalid, (await FinalizeAsync(begun.Session!.Id, await SendAsync(begun.Session.Id, "one"))).Refusal);
    }

    [Fact]
    public async Task Finalize_BlobShorterThanReceived_Throws()
    {
        var begun = await BeginAsync("file", 4);
        var received = await SendAsync(begun.Session!.Id, "one");

        await Assert.ThrowsAsync<InvalidDataException>(async () => await FinalizeAsync(begun.Session.Id, received with { Length = 4 }));
        Assert.Equal(Refusal.NotFound, (await FindAsync("file")).Refusal);
    }

    [Theory]
    [InlineData("sha1 f7c3bc1d808e04732adf679965ccc34ca7ae3441", null)]
    [InlineData("md5 25f9e794323b453885f5181f1b624d0b", null)]
    [InlineData("adler32 091e01de", null)]
    [InlineData("sha256 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225", null)]
    [InlineData("sha1 0000000000000000000000000000000000000000", Refusal.ChecksumMismatch)]
    public async Task Finalize_Checksum_IsVerified(string text, Refusal? refusal)
    {
        Assert.True(Checksum.TryParse(text, out var checksum));
        var begun = await BeginAsync("file", 9, checksum: checksum);
        var received = await SendAsync(begun.Session!.Id, "123456789", checksum.Algorithm);

        Assert.Equal(refusal, (await FinalizeAsync(begun.Session.Id, received)).Refusal);
    }

    [Fact]
    public async Task Abort_GivesBackTheQuotaAndTheBytes()
    {
        var begun = await BeginAsync("file", 3);
        var received = await SendAsync(begun.Session!.Id, "one");

        await Driver.Get<UploadAbortion>().AbortAsync(begun.Session.Id, "given up");

        Assert.Equal(0, (await SpaceAsync()).ReservedBytes);
        Assert.Equal(Refusal.Aborted, await AfterAbortAsync(begun.Session.Id, received));
    }

    [Fact]
    public async Task Abort_AfterTheCommit_ChangesNothing()
    {
        var result = await UploadAsync("file", "one");

        await Driver.Get<UploadAbortion>().AbortAsync(result.Revision!.Id, "too late");

        Assert.Equal("one", await ReadAsync(result.Revision.Id));
    }

    [Fact]
    public async Task Finalize_ManyAtOnceIntoOneFolder_AllAreThereAndSizesAddUp()
    {
        var names = Enumerable.Range(0, 100).Select(number => $"file-{number:d3}").ToList();

        await Task.WhenAll(names.Select(name => UploadAsync(name, name)));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => UploadAsync("same", $"{number:d2}")));

        Assert.Equal(800 + 2, (await FindAsync("")).Node!.Size);
        var space = await SpaceAsync();
        // Of the twenty revisions of one file the newest ten are kept.
        Assert.Equal((800 + 20, 0), (space.UsedBytes, space.ReservedBytes));
    }

    private async Task<Refusal?> AfterAbortAsync(UploadId upload, ReceivedBytes received)
    {
        await SendAsync(upload, "one");
        return (await FinalizeAsync(upload, received)).Refusal;
    }
}
