using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Backups;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Integrity;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>A copy of the whole data root shows one instant, whatever goes on meanwhile, and can be restored where nothing is.</summary>
public abstract class BackupTests<TDriver> : StormTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Restore_OfABackup_HasEveryFileRevisionAndMemberAndTakesNewUploads()
    {
        await CreateFolderAsync("folder");
        var older = (await UploadAsync("folder/file", "hello")).Revision!.Id;
        var newest = (await UploadAsync("folder/file", "world!")).Revision!.Id;
        var folder = Driver.NewFolder();
        await BackUpAsync(folder);
        await RemoveAsync("folder");

        await using var restored = await RestoreAsync(folder);

        Assert.Equal("hello", await ReadAsync(restored, older));
        Assert.Equal("world!", await ReadAsync(restored, newest));
        var found = await restored.Get<NodeBrowser>().FindAsync(Reference("folder/file"), Viewer, Stop);
        Assert.Equal((newest, SpaceRole.Viewer), (found.Node!.Revision!.Value, found.Role));
        Assert.Empty(await FsckAsync(restored));
        Assert.Null((await restored.Get<EmptyFile>().CreateAsync(Reference("new"), null, null, Einstein, Stop)).Detail);
    }

    [Fact]
    public async Task Backup_WhileEverythingChanges_IsWholeEachTime()
    {
        await ConfigureAsync("Uploads:RevisionsKept", "2");
        var folders = new[] { Driver.NewFolder(), Driver.NewFolder(), Driver.NewFolder() };

        await InTheStormAsync(async () =>
        {
            foreach (var folder in folders)
            {
                var made = await Driver.Get<DataRootBackup>().MakeAsync(folder, link: false, Stop);
                Assert.Null(made.Refusal);
                Assert.Empty(made.Findings);
            }
        });

        foreach (var folder in folders)
        {
            await using var restored = await RestoreAsync(folder);
            Assert.Empty(await FsckAsync(restored));
        }
    }

    [Fact]
    public async Task Backup_UploadUnderWay_HasEndedInTheCopyAndGoesOnInTheOriginal()
    {
        var begun = (await BeginAsync("file", 5)).Session!.Id;
        await SendAsync(begun, "hel");
        var folder = Driver.NewFolder();
        await BackUpAsync(folder);

        await using var restored = await RestoreAsync(folder);

        var session = await restored.Get<IMetadataStore>().ReadAsync(transaction => transaction.Uploads.FindAsync(begun), Stop);
        Assert.Equal((UploadState.Aborted, 0, "The storage was restored from a backup."), (session!.State, session.ReservedBytes, session.Reason));
        Assert.Null(await restored.Get<IBlobStore>().OpenReadAsync(begun, Stop));
        Assert.Empty(await FsckAsync(restored));
        Assert.Equal(UploadState.Receiving, (await SessionAsync(begun))!.State);
        await OverwriteAsync(begun, 3, "");
        Assert.Null((await FinalizeAsync(begun, await SendAsync(begun, "hello"))).Refusal);
    }

    [Fact]
    public async Task Backup_OfADamagedRevision_NamesItAndCopiesTheRest()
    {
        var bad = (await UploadAsync("bad", "hello")).Revision!.Id;
        var lost = (await UploadAsync("lost", "hello")).Revision!.Id;
        var good = (await UploadAsync("good", "hello")).Revision!.Id;
        await OverwriteAsync(bad, 1, "!");
        await Driver.Get<IBlobStore>().DeleteAsync(lost);
        var folder = Driver.NewFolder();

        var made = await Driver.Get<DataRootBackup>().MakeAsync(folder, link: false, Stop);

        Assert.Equal(
            [("/bad", "wrong-digest"), ("/lost", "missing-blob")],
            made.Findings.Select(finding => (finding.Place.Path, finding.Problem)).Order());
        await using var restored = await RestoreAsync(folder);
        Assert.Equal("hello", await ReadAsync(restored, good));
        Assert.Equal(2, (await FsckAsync(restored)).Count);
    }

    [Theory]
    [InlineData(true, "hell!")]
    [InlineData(false, "hello")]
    public async Task Backup_WithLinks_SharesTheBytesAndWithoutDoesNot(bool link, string afterwards)
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        var folder = Driver.NewFolder();
        await BackUpAsync(folder, link);

        await OverwriteAsync(file, 1, "!");

        await using var copy = Open(folder);
        Assert.Equal(afterwards, await ReadAsync(copy, file));
    }

    [Fact]
    public async Task Backup_IntoAFolderThatIsNotEmpty_IsRefused()
    {
        var folder = Driver.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "something"), "", Stop);

        Assert.NotNull((await Driver.Get<DataRootBackup>().MakeAsync(folder, link: false, Stop)).Refusal);
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Restore_IntoADataRootThatIsNotEmpty_IsRefusedAndLeavesIt()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        var folder = Driver.NewFolder();
        await BackUpAsync(folder);
        await UploadAsync("file", "newer");

        Assert.Contains("not empty", (await Driver.Get<DataRootRestore>().RestoreAsync(folder, Stop)).Refusal, StringComparison.Ordinal);
        Assert.NotEqual(file, (await FindAsync("file")).Node!.Revision);
    }

    [Fact]
    public async Task Restore_OfAnUnfinishedBackup_IsRefused()
    {
        var folder = Driver.NewFolder();
        await BackUpAsync(folder);
        File.Delete(Path.Combine(folder, "backup.json"));
        await using var restored = Open(Driver.NewFolder());

        Assert.Contains("backup.json", (await restored.Get<DataRootRestore>().RestoreAsync(folder, Stop)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hold_WhileItIsPlaced_KeepsBlobsOfPrunedAndRemovedRevisions()
    {
        await ConfigureAsync("Uploads:RevisionsKept", "1");
        var pruned = (await UploadAsync("file", "hello")).Revision!.Id;
        var removed = (await UploadAsync("other", "hello")).Revision!.Id;
        Driver.Time.SetUtcNow(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(3));

        await using (await BlobHold.PlaceAsync(Driver.Get<IMetadataStore>(), Driver.Time, Stop))
        {
            await UploadAsync("file", "world");
            await RemoveAsync("other");
            await SweepAsync();

            Assert.True(await HasBlobAsync(pruned));
            Assert.True(await HasBlobAsync(removed));
            Assert.Empty(await FsckAsync());
            Assert.Equal(5, (await SpaceAsync()).UsedBytes);
        }

        await SweepAsync();
        Assert.False(await HasBlobAsync(pruned));
        Assert.False(await HasBlobAsync(removed));
    }

    [Fact]
    public async Task Hold_OfABackupThatDied_IsReleasedByTheSweeper()
    {
        await BreakAsync(transaction => transaction.Holds.PlaceAsync(Guid.NewGuid(), Driver.Time.GetUtcNow() + TimeSpan.FromMinutes(5)));
        await SweepAsync();
        Assert.True(await IsHeldAsync());
        Driver.Time.Advance(TimeSpan.FromMinutes(6));

        await SweepAsync();

        Assert.False(await IsHeldAsync());
    }

    [Fact]
    public async Task Hold_ThatWasReleasedByOthers_IsLostAtItsNextRenewal()
    {
        await using var hold = await BlobHold.PlaceAsync(Driver.Get<IMetadataStore>(), Driver.Time, Stop);
        var lost = new TaskCompletionSource();
        await using var registration = hold.Lost.Register(lost.SetResult);
        Assert.True(await hold.IsKeptAsync(Stop));
        await BreakAsync(async transaction => await transaction.Holds.ReleaseExpiredAsync(DateTimeOffset.MaxValue));

        Assert.False(await hold.IsKeptAsync(Stop));
        Driver.Time.Advance(TimeSpan.FromSeconds(30));
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(60), Stop);
    }

    private async Task BackUpAsync(string folder, bool link = false)
    {
        var made = await Driver.Get<DataRootBackup>().MakeAsync(folder, link, Stop);
        Assert.Null(made.Refusal);
        Assert.Empty(made.Findings);
    }

    private async Task<TDriver> RestoreAsync(string backup)
    {
        var restored = Open(Driver.NewFolder());
        var result = await restored.Get<DataRootRestore>().RestoreAsync(backup, Stop);
        Assert.Null(result.Refusal);
        return restored;
    }

    private static TDriver Open(string dataRoot)
    {
        var driver = new TDriver();
        driver.Settings["Storage:DataRoot"] = dataRoot;
        return driver;
    }

    private async Task<bool> IsHeldAsync() =>
        await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Holds.AnyAsync(), Stop);

    private static async Task<IReadOnlyList<Finding>> FsckAsync(TDriver driver) =>
        await driver.Get<IntegrityChecker>().CheckAsync(new IntegrityScope(Deep: true) { SecondLook = TimeSpan.Zero }, Stop).ToListAsync(Stop);

    private static async Task<string> ReadAsync(TDriver driver, UploadId revision)
    {
        await using var content = await driver.Get<IBlobStore>().OpenReadAsync(revision, Stop);
        using var reader = new StreamReader(content!);
        return await reader.ReadToEndAsync(Stop);
    }
}
