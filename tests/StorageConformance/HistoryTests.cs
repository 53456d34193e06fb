using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage;
using UploadProcessing.Storage.History;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>What happened to uploads is noted with what made it true, in order, once, and for as long as their sessions.</summary>
public abstract class HistoryTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Upload_WithoutSteps_IsStartedAndFinalized()
    {
        var file = await UploadAsync("file", "hello");

        Assert.Equal([HistoryKind.Started, HistoryKind.Finalized], await KindsAsync(file.Revision!.Id));
    }

    [Fact]
    public async Task Upload_ThatIsAborted_SaysWhy()
    {
        var begun = (await BeginAsync("file", 5)).Session!.Id;

        await Driver.Get<UploadAbortion>().AbortAsync(begun, "The client left.");

        var last = (await ListAsync(begun))[^1];
        Assert.Equal((HistoryKind.Aborted, "The client left."), (last.Kind, last.Detail));
    }

    [Fact]
    public async Task Report_OfARun_IsNotedOnceBeforeItsEnd()
    {
        var upload = await HandOverAsync();
        var running = new StepChange("policy", StepState.Running, 1, Noon);
        var passed = new StepChange("policy", StepState.Passed, 1, Noon.AddSeconds(1), "It is large.");
        await BreakAsync(transaction => transaction.History.AddAsync(upload, 1, [running]));

        await Driver.Get<UploadRuns>().PassAsync(upload, new RunReport(1, [], [running, passed]));
        await Driver.Get<UploadRuns>().PassAsync(upload, new RunReport(1, [], [running, passed]));

        var history = await ListAsync(upload);
        Assert.Equal(
            [HistoryKind.Started, HistoryKind.Processing, HistoryKind.Step, HistoryKind.Step, HistoryKind.Finalized], history.Select(entry => entry.Kind));
        Assert.Equal([running, passed], history.Where(entry => entry.Kind is HistoryKind.Step).Select(entry => entry.Change!));
        Assert.Equal(history.Select(entry => entry.Position).Order(), history.Select(entry => entry.Position));
    }

    [Fact]
    public async Task Report_OfARunThatIsOver_IsNotNoted()
    {
        var upload = await HandOverAsync();
        await Driver.Get<UploadRuns>().RefuseAsync(upload, new RunReport(1, [], []), "policy", keepBytes: false, "No.");
        var before = await ListAsync(upload);

        await Driver.Get<UploadRuns>().PassAsync(upload, new RunReport(1, [], [new StepChange("policy", StepState.Passed, 1, Noon)]));

        Assert.Equal(before, await ListAsync(upload));
    }

    [Fact]
    public async Task List_OfASpace_HasItsUploadsAndNoOthers()
    {
        var other = await CreateSpaceAsync(quota: null);
        await UploadAsync("theirs", "hello", other);
        var ours = (await UploadAsync("ours", "hello")).Revision!.Id;

        var listed = await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.History.ListAsync(Space, 0, 100), Stop);

        Assert.Equal([(ours, "ours", Einstein), (ours, "ours", Einstein)], listed.Select(entry => (entry.Entry.Upload, entry.Name, entry.User)));
    }

    [Fact]
    public async Task Positions_GoOn_WhenWhatWasThereIsForgotten()
    {
        await UploadAsync("file", "hello");
        var last = await LastAsync();
        await BreakAsync(async transaction => Assert.Equal(1, await transaction.Uploads.ForgetAsync(DateTimeOffset.MaxValue, 100)));
        Assert.Equal(last, await LastAsync());
        Assert.Empty(await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.History.ListAsync(0, 100), Stop));

        await UploadAsync("other", "hello");

        var later = await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.History.ListAsync(last, 100), Stop);
        Assert.Equal(2, later.Count);
    }

    [Fact]
    public async Task Accepted_WithoutSteps_IsNoFileUntilItIsPassed()
    {
        var begun = (await BeginAsync("file", 5)).Session!.Id;

        var accepted = await Driver.Get<UploadFinalizer>().AcceptAsync(begun, await SendAsync(begun, "hello"));

        Assert.Empty(accepted.Run!.Steps);
        Assert.Null((await FindAsync("file")).Node);
        Assert.Equal(5, (await SpaceAsync()).ReservedBytes);
        await Driver.Get<UploadRuns>().PassAsync(begun, RunReport.Of(accepted.Run));
        Assert.Equal("hello", await ReadAsync((await FindAsync("file")).Node!.Revision!.Value));
        Assert.Equal((5, 0), ((await SpaceAsync()).UsedBytes, (await SpaceAsync()).ReservedBytes));
    }

    [Fact]
    public async Task Accepted_ByAProcessThatDied_IsFinalizedByTheSweep()
    {
        var begun = (await BeginAsync("file", 5)).Session!.Id;
        await Driver.Get<UploadFinalizer>().AcceptAsync(begun, await SendAsync(begun, "hello"));
        await Driver.RestartAsync();
        await SweepAsync();
        Assert.Equal(UploadState.Processing, (await SessionAsync(begun))!.State);
        Driver.Time.Advance(TimeSpan.FromMinutes(2));

        await SweepAsync();

        Assert.Equal("hello", await ReadAsync((await FindAsync("file")).Node!.Revision!.Value));
        var owed = await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Outbox.ListAsync(100), Stop);
        Assert.Equal([EventName.UploadReady], owed.Select(pending => pending.Owed.Name));
    }

    [Fact]
    public async Task Accepted_WithSteps_IsTheirs()
    {
        Driver.Settings["Processing:MandatorySteps:0"] = "policy";
        await Driver.RestartAsync();
        var begun = (await BeginAsync("file", 5)).Session!.Id;

        var accepted = await Driver.Get<UploadFinalizer>().AcceptAsync(begun, await SendAsync(begun, "hello"));
        Driver.Time.Advance(TimeSpan.FromMinutes(2));
        await SweepAsync();

        Assert.Equal(["policy"], accepted.Run!.Steps);
        Assert.Equal(UploadState.Processing, (await SessionAsync(begun))!.State);
    }

    private async Task<UploadId> HandOverAsync()
    {
        Driver.Settings["Processing:MandatorySteps:0"] = "policy";
        await Driver.RestartAsync();
        var begun = (await BeginAsync("file", 5)).Session!.Id;
        await FinalizeAsync(begun, await SendAsync(begun, "hello"));
        return begun;
    }

    private async Task<IReadOnlyList<HistoryEntry>> ListAsync(UploadId upload) =>
        await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.History.ListAsync(upload, 0, 100), Stop);

    private async Task<IEnumerable<HistoryKind>> KindsAsync(UploadId upload) => (await ListAsync(upload)).Select(entry => entry.Kind);

    private async Task<long> LastAsync() => await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.History.LastAsync(), Stop);
}
