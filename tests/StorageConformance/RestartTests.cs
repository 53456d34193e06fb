using System.Text;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage;
using UploadProcessing.Storage.History;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>The one way back: an upload that a step has ended, and whose bytes were kept, is processed again.</summary>
public abstract class RestartTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Restart_BeginsAnotherRunAndReservesAgain()
    {
        var upload = await RefusedAsync();

        Assert.Null(await RestartAsync(upload));

        var session = (await SessionAsync(upload))!;
        Assert.Equal((UploadState.Processing, 2, null), (session.State, session.Run!.Number, session.Failure));
        Assert.Equal(5, (await SpaceAsync()).ReservedBytes);
        Assert.Equal((2, "policy virusscan"), (await AskedAsync())[^1]);
    }

    [Fact]
    public async Task Restart_ThatPasses_IsAFile()
    {
        var upload = await RefusedAsync();
        await RestartAsync(upload);

        await Driver.Get<UploadRuns>().PassAsync(upload, new RunReport(2, [], []));

        Assert.Equal("hello", await ReadAsync((await FindAsync("file")).Node!.Revision!.Value));
        Assert.Equal((5, 0), ((await SpaceAsync()).UsedBytes, (await SpaceAsync()).ReservedBytes));
        Assert.Empty(await FsckAsync(deep: true));
    }

    [Fact]
    public async Task Restart_IsInTheHistoryWithWhoDidIt()
    {
        var upload = await RefusedAsync();

        await RestartAsync(upload);

        var history = await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.History.ListAsync(upload, 0, 100), Stop);
        Assert.Equal((HistoryKind.Operated, "by a test"), (history[^2].Kind, history[^2].Detail));
        Assert.Equal((HistoryKind.Processing, 2), (history[^1].Kind, history[^1].Run));
    }

    [Fact]
    public async Task OutcomeOfTheFirstRun_ThatComesAfterTheRestart_HasNoEffect()
    {
        var upload = await RefusedAsync();
        await RestartAsync(upload);

        await Driver.Get<UploadRuns>().PassAsync(upload, new RunReport(1, [], []));
        Assert.False(await RefuseAsync(upload, 1));

        Assert.Equal(UploadState.Processing, (await SessionAsync(upload))!.State);
        Assert.Null((await FindAsync("file")).Node);
    }

    [Fact]
    public async Task Restart_FromAStep_LeavesOutWhatHasPassedAndKeepsItsMarks()
    {
        var upload = await RefusedAsync("policy: large");

        Assert.Null(await RestartAsync(upload, "virusscan"));

        var asked = (await PendingAsync())[^1];
        Assert.Equal(["virusscan"], asked.Steps);
        Assert.Equal(["policy: large"], asked.Marks);
    }

    [Theory]
    [InlineData("delay")]
    [InlineData("nothing")]
    public async Task Restart_FromAStepThatItDidNotComeTo_IsRefused(string step)
    {
        var upload = await RefusedAsync();

        Assert.Equal(Refusal.Invalid, (await RestartAsync(upload, step))!.Value.Refusal);

        Assert.Equal(UploadState.Aborted, (await SessionAsync(upload))!.State);
    }

    [Fact]
    public async Task Restart_WhereTheQuotaIsUsedUp_IsRefused()
    {
        var upload = await RefusedAsync();
        await BreakAsync(async transaction =>
            await transaction.Spaces.UpdateAsync((await transaction.Spaces.FindAsync(Space))! with { QuotaBytes = 4 }));

        Assert.Equal(Refusal.NoSpace, (await RestartAsync(upload))!.Value.Refusal);

        Assert.Equal(0, (await SpaceAsync()).ReservedBytes);
    }

    [Fact]
    public async Task Restart_WhosePreconditionNoLongerHolds_IsRefused()
    {
        var upload = await RefusedAsync(when: new UploadPreconditions(null, IfNotExist: true, null));
        await StepsAsync();
        await UploadAsync("file", "other");

        Assert.Equal(Refusal.PreconditionFailed, (await RestartAsync(upload))!.Value.Refusal);
    }

    [Fact]
    public async Task Restart_OfSomebodyWhoMayNoLongerWrite_IsRefused()
    {
        var upload = await RefusedAsync(user: Marie);
        await BreakAsync(async transaction => await transaction.Spaces.RemoveMemberAsync(Space, Marie));

        Assert.Equal(Refusal.NotFound, (await RestartAsync(upload))!.Value.Refusal);
    }

    [Fact]
    public async Task Restart_OfAnUploadThatWasNotEndedByAStep_IsRefused()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        var left = (await BeginAsync("left", 5)).Session!.Id;
        await Driver.Get<UploadAbortion>().AbortAsync(left, "The client left.");

        Assert.Equal(Refusal.Ended, (await RestartAsync(file))!.Value.Refusal);
        Assert.Equal(Refusal.Ended, (await RestartAsync(left))!.Value.Refusal);
        Assert.Equal(Refusal.NotFound, (await RestartAsync(UploadId.New()))!.Value.Refusal);
    }

    [Fact]
    public async Task Restart_MoreOftenThanAllowed_IsRefused()
    {
        var upload = await RefusedAsync();
        Assert.Null(await RestartAsync(upload, runs: 2));
        await RefuseAsync(upload, 2);

        Assert.Equal(Refusal.TooMany, (await RestartAsync(upload, runs: 2))!.Value.Refusal);
        Assert.Null(await RestartAsync(upload));
    }

    [Fact]
    public async Task Restart_AfterTheSessionsAbsoluteEnd_IsNotExpiredAtOnce()
    {
        var upload = await RefusedAsync();
        Driver.Time.Advance(TimeSpan.FromDays(8));

        await RestartAsync(upload);
        await SweepAsync();

        Assert.Equal(UploadState.Processing, (await SessionAsync(upload))!.State);
    }

    private async Task<UploadId> RefusedAsync(string? mark = null, UserId? user = null, UploadPreconditions? when = null)
    {
        await StepsAsync("policy", "virusscan");
        var begun = (await BeginAsync("file", 5, user, when: when)).Session!.Id;
        await FinalizeAsync(begun, await SendAsync(begun, "hello"));
        Assert.True(await RefuseAsync(begun, 1, mark is null ? [] : [mark]));
        return begun;
    }

    private ValueTask<bool> RefuseAsync(UploadId upload, int run, params string[] marks) =>
        Driver.Get<UploadRuns>().RefuseAsync(upload, new RunReport(run, marks, []), "virusscan", keepBytes: true, "a virus");

    private ValueTask<(Refusal Refusal, string Detail)?> RestartAsync(UploadId upload, string? from = null, int? runs = null) =>
        Driver.Get<UploadRestart>().RestartAsync(upload, from, "by a test", runs);

    private Task StepsAsync(params string[] steps) => BreakAsync(async transaction =>
        await transaction.Spaces.UpdateAsync((await transaction.Spaces.FindAsync(Space))! with { Steps = steps }));

    private async Task<IReadOnlyList<(int Run, string Steps)>> AskedAsync() =>
        [.. (await PendingAsync()).Select(asked => (asked.Run, string.Join(' ', asked.Steps)))];

    private async Task<IReadOnlyList<AllBytesReceived>> PendingAsync() =>
        [.. (await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Outbox.ListAsync(100), Stop))
            .Where(pending => pending.Owed.Name == EventName.AllBytesReceived)
            .Select(pending => AllBytesReceived.FromJson(Encoding.UTF8.GetBytes(pending.Owed.Payload)))];
}
