using System.Text;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage;
using UploadProcessing.Storage.History;
using UploadProcessing.Storage.Rescans;

namespace StorageConformance;

/// <summary>Steps look again at files that are there already, each once and few at a time; what they find is shut away.</summary>
public abstract class RescanTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Rescan_AsksAboutEveryFileOnceAndEnds()
    {
        var files = new List<UploadId>();
        for (var number = 0; number < 50; number++)
        {
            files.Add((await UploadAsync($"{number:D2}", "hello")).Revision!.Id);
        }

        var rescan = await Get().BeginAsync(null, ["virusscan"]);
        var asked = new List<UploadId>();
        while (await RescanAsync(rescan) is { EndedAt: null })
        {
            var some = await TakeAskedAsync();
            Assert.InRange(some.Count, 1, 20);
            foreach (var about in some)
            {
                asked.Add(about.UploadId);
                Assert.Equal((rescan.Id.Value, "virusscan"), (about.Rescan, Assert.Single(about.Steps)));
                await ConcludeAsync(rescan, about.UploadId, RescanVerdict.Passed);
            }
        }

        Assert.Equal(files, asked);
        Assert.Equal(50, (await RescanAsync(rescan)).Passed);
    }

    [Fact]
    public async Task Rescan_OfASpace_AsksAboutItsFilesOnly()
    {
        var other = await CreateSpaceAsync(quota: null);
        await UploadAsync("theirs", "hello", other);
        var ours = (await UploadAsync("ours", "hello")).Revision!.Id;

        await Get().BeginAsync(Space, ["virusscan"]);

        Assert.Equal([ours], (await TakeAskedAsync()).Select(about => about.UploadId));
    }

    [Fact]
    public async Task Rescan_OfASpaceAmongManyFilesOfOthers_GoesOnByItself()
    {
        var other = await CreateSpaceAsync(quota: null);
        var first = (await UploadAsync("first", "hello")).Revision!.Id;
        for (var number = 0; number < 220; number++)
        {
            await UploadAsync($"{number}", "hello", other);
        }

        var last = (await UploadAsync("last", "hello")).Revision!.Id;

        var rescan = await Get().BeginAsync(Space, ["virusscan"]);
        Assert.Equal([first], (await TakeAskedAsync()).Select(about => about.UploadId));
        await ConcludeAsync(rescan, first, RescanVerdict.Passed);

        Assert.Equal([last], (await TakeAskedAsync()).Select(about => about.UploadId));
        await ConcludeAsync(rescan, last, RescanVerdict.Passed);
        Assert.NotNull((await RescanAsync(rescan)).EndedAt);
    }

    [Fact]
    public async Task Rescan_LeavesOutWhatNobodySees()
    {
        await UploadAsync("removed", "hello");
        await UploadAsync("replaced", "hello");
        var shown = (await UploadAsync("replaced", "hello again")).Revision!.Id;
        await RemoveAsync("removed");

        await Get().BeginAsync(null, ["virusscan"]);

        Assert.Equal([shown], (await TakeAskedAsync()).Select(about => about.UploadId));
    }

    [Fact]
    public async Task Rescan_OfNothing_EndsAtOnce() => Assert.NotNull((await Get().BeginAsync(null, ["virusscan"])).EndedAt);

    [Fact]
    public async Task Found_IsQuarantinedOnceAndInTheHistory()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        var rescan = await Get().BeginAsync(null, ["virusscan"]);

        await ConcludeAsync(rescan, file, RescanVerdict.Found, "virusscan: Eicar");
        await ConcludeAsync(rescan, file, RescanVerdict.Found, "virusscan: Eicar");

        var quarantined = Assert.Single(await QuarantinedAsync());
        Assert.Equal((file, "file", "virusscan: Eicar"), (quarantined.Revision, quarantined.Name, quarantined.Reason));
        Assert.Equal((1, 0), ((await RescanAsync(rescan)).Found, (await RescanAsync(rescan)).Passed));
        var history = await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.History.ListAsync(file, 0, 100), Stop);
        Assert.Equal((HistoryKind.Operated, "Quarantined: virusscan: Eicar"), (history[^1].Kind, history[^1].Detail));
        Assert.Empty(await FsckAsync(deep: true));
    }

    [Fact]
    public async Task Undecided_IsCountedAndNotQuarantined()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        var rescan = await Get().BeginAsync(null, ["virusscan"]);

        await ConcludeAsync(rescan, file, RescanVerdict.Undecided, "virusscan: clamd is away");

        Assert.Empty(await QuarantinedAsync());
        Assert.Equal(1, (await RescanAsync(rescan)).Undecided);
    }

    [Fact]
    public async Task Released_IsReadableAgain()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        var rescan = await Get().BeginAsync(null, ["virusscan"]);
        await ConcludeAsync(rescan, file, RescanVerdict.Found, "virusscan: Eicar");

        Assert.True(await Get().ReleaseAsync(file));
        Assert.False(await Get().ReleaseAsync(file));

        Assert.Empty(await QuarantinedAsync());
    }

    [Fact]
    public async Task Verdict_OfARescanThatDidNotAsk_HasNoEffect()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;

        await Get().ConcludeAsync(Guid.CreateVersion7(), file, RescanVerdict.Found, "virusscan: Eicar");

        Assert.Empty(await QuarantinedAsync());
    }

    [Fact]
    public async Task Silence_IsAskedAgainAndWhatWasRemovedIsNotWaitedFor()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        await UploadAsync("removed", "hello");
        var rescan = await Get().BeginAsync(null, ["virusscan"]);
        Assert.Equal(2, (await TakeAskedAsync()).Count);
        await RemoveAsync("removed");
        Driver.Time.Advance(TimeSpan.FromMinutes(6));

        await SweepAsync();
        Assert.Equal([file], (await TakeAskedAsync()).Select(about => about.UploadId));
        await ConcludeAsync(rescan, file, RescanVerdict.Passed);

        Assert.NotNull((await RescanAsync(rescan)).EndedAt);
    }

    private Rescanner Get() => Driver.Get<Rescanner>();

    private ValueTask ConcludeAsync(Rescan rescan, UploadId file, RescanVerdict verdict, string? reason = null) =>
        Get().ConcludeAsync(rescan.Id.Value, file, verdict, reason);

    private async Task<Rescan> RescanAsync(Rescan rescan) =>
        (await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Rescans.FindAsync(rescan.Id), Stop))!;

    private async Task<IReadOnlyList<QuarantinedFile>> QuarantinedAsync() =>
        await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Rescans.ListQuarantinedAsync(null, 100), Stop);

    /// <summary>What steps are asked about, taken out of the outbox as its relay does.</summary>
    private async Task<IReadOnlyList<AllBytesReceived>> TakeAskedAsync() => await Driver.Get<IMetadataStore>().WriteAsync(async transaction =>
    {
        var owed = await transaction.Outbox.ListAsync(1000);
        await transaction.Outbox.RemoveAsync([.. owed.Select(pending => pending.Number)]);
        return owed.Where(pending => pending.Owed.Name == EventName.AllBytesReceived)
            .Select(pending => AllBytesReceived.FromJson(Encoding.UTF8.GetBytes(pending.Owed.Payload))).ToList();
    }, Stop);
}
