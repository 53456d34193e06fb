using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Scrubbing;

namespace StorageConformance;

/// <summary>Blobs are read again, slowly and from where it stopped; what is damaged is marked.</summary>
public abstract class ScrubTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Scrub_DamagedBlob_MarksItsRevisionAndNoOther()
    {
        await FastAsync();
        var good = (await UploadAsync("good", "hello")).Revision!.Id;
        var bad = (await UploadAsync("bad", "hello")).Revision!.Id;
        await OverwriteAsync(bad, 1, "!");

        await ScrubAsync();

        Assert.Equal(Driver.Time.GetUtcNow(), await DamagedAtAsync(bad));
        Assert.Null(await DamagedAtAsync(good));
        Assert.Equal(bad, Assert.Single(await FsckAsync()).Upload);
    }

    [Fact]
    public async Task Scrub_BlobThatIsGoodAgain_ClearsTheMark()
    {
        await FastAsync();
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        await OverwriteAsync(file, 1, "!");
        await ScrubAsync();
        await OverwriteAsync(file, 1, "o");
        Driver.Time.Advance(TimeSpan.FromDays(31));

        await ScrubAsync();

        Assert.Null(await DamagedAtAsync(file));
    }

    [Fact]
    public async Task Scrub_BeforeTheAge_ReadsNothing()
    {
        await FastAsync();
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        await ScrubAsync();
        await OverwriteAsync(file, 1, "!");
        Driver.Time.Advance(TimeSpan.FromDays(29));

        await ScrubAsync();

        Assert.Null(await DamagedAtAsync(file));
    }

    [Fact]
    public async Task Scrub_AfterARestart_GoesOnBehindItsPosition()
    {
        await FastAsync();
        var first = (await UploadAsync("first", "hello")).Revision!.Id;
        var second = (await UploadAsync("second", "hello")).Revision!.Id;
        await BreakAsync(transaction => transaction.Scrubbing.SaveAsync(new ScrubRound(Driver.Time.GetUtcNow(), first, Finished: false)));
        await OverwriteAsync(first, 1, "!");
        await OverwriteAsync(second, 1, "!");
        await Driver.RestartAsync();

        await ScrubAsync();

        Assert.Null(await DamagedAtAsync(first));
        Assert.NotNull(await DamagedAtAsync(second));
        Assert.True((await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Scrubbing.FindAsync(), Stop))!.Finished);
    }

    [Fact]
    public async Task Scrub_MoreThanOneBatch_ReadsAll()
    {
        await FastAsync();
        var uploads = new List<UploadId>();
        for (var count = 0; count < 45; count++)
        {
            uploads.Add((await UploadAsync($"file {count}", "hello")).Revision!.Id);
        }

        await OverwriteAsync(uploads[0], 1, "!");
        await OverwriteAsync(uploads[^1], 1, "!");

        await ScrubAsync();

        Assert.Equal([uploads[0], uploads[^1]], (await FsckAsync()).Select(finding => finding.Upload!.Value));
    }

    [Fact]
    public async Task Scrub_IsNoFasterThanItMay()
    {
        await ConfigureAsync("Scrubbing:BytesPerSecond", "65536");
        await UploadAsync("file", new string('x', 10 * 65536));
        var begun = Driver.Time.GetUtcNow();

        var scrubbing = ScrubAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!scrubbing.IsCompleted)
        {
            await timer.WaitForNextTickAsync(Stop);
            Driver.Time.Advance(TimeSpan.FromSeconds(0.5));
        }

        await scrubbing;
        Assert.True(Driver.Time.GetUtcNow() - begun >= TimeSpan.FromSeconds(10), "Ten times the bytes of a second were read in less than ten.");
    }

    private Task ScrubAsync() => Driver.Get<Scrubber>().ScrubAsync(Stop);

    // So fast that it never waits: the clock of these tests stands still.
    private Task FastAsync() => ConfigureAsync("Scrubbing:BytesPerSecond", "1099511627776");

    private async Task<DateTimeOffset?> DamagedAtAsync(UploadId revision) =>
        (await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Nodes.FindRevisionAsync(revision), Stop))!.DamagedAt;
}
