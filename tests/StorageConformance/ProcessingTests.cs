using System.Text;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Outbox;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>Uploads that mandatory steps decide about: nothing is visible before, everything ends once, whatever comes late or twice.</summary>
public abstract class ProcessingTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task AllBytesThere_NothingIsVisibleAndTheStepsAreAsked()
    {
        var (upload, handed) = await HandOverAsync("file", "hello");

        Assert.Equal(1, handed.Run!.Number);
        Assert.Equal(["policy", "delay"], handed.Run.Steps);
        Assert.Equal(UploadState.Processing, (await SessionAsync(upload))!.State);
        Assert.Null((await FindAsync("file")).Node);
        var asked = AllBytesReceived.FromJson(Encoding.UTF8.GetBytes(Assert.Single(await OwedAsync(EventName.AllBytesReceived)).Owed.Payload));
        Assert.Equal((upload, 1, 5, "file", Einstein), (asked.UploadId, asked.Run, asked.Size, asked.Name, asked.UserId));
        Assert.Equal(handed.Run.Steps, asked.Steps);
        Assert.Equal(5, (await SpaceAsync()).ReservedBytes);
    }

    [Fact]
    public async Task MandatoryStepsOfTheConfiguration_ComeFirstAndOnce()
    {
        Driver.Settings["Processing:MandatorySteps:0"] = "virusscan";
        Driver.Settings["Processing:MandatorySteps:1"] = "policy";
        await Driver.RestartAsync();

        var (_, handed) = await HandOverAsync("file", "hello");

        Assert.Equal(["virusscan", "policy", "delay"], handed.Run!.Steps);
    }

    [Fact]
    public async Task AllBytesThere_Twice_AsksOnce()
    {
        await DemandStepsAsync();
        var begun = (await BeginAsync("file", 5)).Session!.Id;
        var received = await SendAsync(begun, "hello");

        var first = await FinalizeAsync(begun, received);
        var second = await FinalizeAsync(begun, received);

        Assert.Equal((1, 1), (first.Run!.Number, second.Run!.Number));
        Assert.Single(await OwedAsync(EventName.AllBytesReceived));
    }

    [Fact]
    public async Task WrongChecksum_IsRefusedBeforeAnyStep()
    {
        await DemandStepsAsync();
        var begun = (await BeginAsync("file", 5, checksum: Checksum.Parse("sha1 " + new string('0', 40)))).Session!.Id;

        var result = await FinalizeAsync(begun, await SendAsync(begun, "hello", "sha1"));

        Assert.Equal(Refusal.ChecksumMismatch, result.Refusal);
        Assert.Empty(await OwedAsync(EventName.AllBytesReceived));
    }

    [Fact]
    public async Task Passed_BecomesAFileOnce()
    {
        var (upload, _) = await HandOverAsync("file", "hello");

        var first = await PassAsync(upload, 1, "virusscan: not scanned");
        var second = await PassAsync(upload, 1);

        Assert.True(first.Created);
        Assert.Equal(first.Revision!.Id, second.Revision!.Id);
        Assert.Equal("hello", await ReadAsync((await FindAsync("file", Viewer)).Node!.Revision!.Value));
        var session = (await SessionAsync(upload))!;
        Assert.Equal((UploadState.Finalized, true), (session.State, session.Created));
        Assert.Equal(["virusscan: not scanned"], session.Marks);
        Assert.Equal((5, 0), await CountsAsync());
        Assert.Single(await OwedAsync(EventName.UploadReady));
    }

    [Fact]
    public async Task Overwrite_ServesTheOldRevisionUntilItHasPassed()
    {
        var old = await UploadAsync("file", "one");
        var (upload, _) = await HandOverAsync("file", "three");
        Assert.Equal(old.Revision!.Id, (await FindAsync("file")).Node!.Revision);

        var result = await PassAsync(upload, 1);

        Assert.False(result.Created);
        Assert.Equal((old.File!.Id, upload), ((await FindAsync("file")).Node!.Id, (await FindAsync("file")).Node!.Revision));
    }

    [Fact]
    public async Task Passed_WhenThePreconditionHoldsNoLonger_ChangesNothing()
    {
        await DemandStepsAsync();
        var begun = (await BeginAsync("file", 5, when: new(IfNotExist: true))).Session!.Id;
        await FinalizeAsync(begun, await SendAsync(begun, "hello"));
        await DemandStepsAsync([]);
        await UploadAsync("file", "one");

        var result = await PassAsync(begun, 1);

        Assert.Equal(Refusal.PreconditionFailed, result.Refusal);
        Assert.Equal(3, (await FindAsync("file")).Node!.Size);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Aborted_IsNeverVisibleAndGivesTheQuotaBack(bool keepBytes)
    {
        var (upload, _) = await HandOverAsync("file", "hello");

        Assert.True(await AbortAsync(upload, 1, keepBytes));
        Assert.False(await AbortAsync(upload, 1, keepBytes));

        var session = (await SessionAsync(upload))!;
        Assert.Equal((UploadState.Aborted, "a virus", 0), (session.State, session.Reason, session.ReservedBytes));
        Assert.Equal(new ProcessingFailure(Refusal.Rejected, "virusscan", keepBytes), session.Failure);
        Assert.Equal((Refusal.NotFound, keepBytes), ((await FindAsync("file")).Refusal, await HasBlobAsync(upload)));
        Assert.Equal((0, 0), await CountsAsync());
        var told = UploadAborted.FromJson(Encoding.UTF8.GetBytes(Assert.Single(await OwedAsync(EventName.UploadAborted)).Owed.Payload));
        Assert.Equal((upload, "virusscan", "a virus", keepBytes), (told.UploadId, told.Step, told.Reason, told.BytesKept));
    }

    [Fact]
    public async Task Aborted_KeptBytesStayUntilTheSessionIsForgotten()
    {
        Driver.Settings["Sweeping:OrphanAge"] = "00:00:00";
        await Driver.RestartAsync();
        // Files are written at the system's time.
        Driver.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        var (upload, _) = await HandOverAsync("file", "hello");
        await AbortAsync(upload, 1, keepBytes: true);
        Driver.Time.Advance(TimeSpan.FromDays(1));
        await SweepAsync();
        Assert.Equal("hello", await ReadAsync(upload));
        Assert.Equal([], (await FsckAsync()).Select(finding => finding.ToString()));

        Driver.Time.Advance(TimeSpan.FromDays(31));
        await SweepAsync();
        await SweepAsync();

        Assert.False(await HasBlobAsync(upload));
    }

    [Fact]
    public async Task OutcomesThatContradict_TheFirstOneStays()
    {
        var (passed, _) = await HandOverAsync("passed", "hello");
        await PassAsync(passed, 1);
        Assert.False(await AbortAsync(passed, 1, keepBytes: false));
        Assert.Equal("hello", await ReadAsync(passed));

        var (aborted, _) = await HandOverAsync("aborted", "hello");
        await AbortAsync(aborted, 1, keepBytes: true);
        Assert.Equal(Refusal.Aborted, (await PassAsync(aborted, 1)).Refusal);
        Assert.Null((await FindAsync("aborted")).Node);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task OutcomeOfAnotherRun_HasNoEffect(int run)
    {
        var (upload, _) = await HandOverAsync("file", "hello");

        Assert.Equal(Refusal.Ended, (await PassAsync(upload, run)).Refusal);
        Assert.False(await AbortAsync(upload, run, keepBytes: false));

        Assert.Equal(UploadState.Processing, (await SessionAsync(upload))!.State);
        Assert.True(await HasBlobAsync(upload));
    }

    [Fact]
    public async Task Silence_TheStepsAreAskedAgainForTheSameRun()
    {
        var (upload, _) = await HandOverAsync("file", "hello");
        await SweepAsync();
        Assert.Single(await OwedAsync(EventName.AllBytesReceived));

        Driver.Time.Advance(TimeSpan.FromMinutes(6));
        await SweepAsync();
        await SweepAsync();

        var asked = await OwedAsync(EventName.AllBytesReceived);
        Assert.Equal(2, asked.Count);
        Assert.Equal(asked[0].Owed.Payload, asked[1].Owed.Payload);
        Assert.NotEqual(asked[0].MessageId, asked[1].MessageId);
        Assert.Null((await PassAsync(upload, 1)).Refusal);
        Driver.Time.Advance(TimeSpan.FromMinutes(6));
        await SweepAsync();
        Assert.Equal(2, (await OwedAsync(EventName.AllBytesReceived)).Count);
    }

    [Fact]
    public async Task Silence_OfSteps_LastsUntilTheSessionsAbsoluteEnd()
    {
        var (upload, _) = await HandOverAsync("file", "hello");
        Driver.Time.Advance(TimeSpan.FromDays(2));
        await SweepAsync();
        Assert.Equal(UploadState.Processing, (await SessionAsync(upload))!.State);

        Driver.Time.Advance(TimeSpan.FromDays(6));
        await SweepAsync();

        Assert.Equal((UploadState.Aborted, "expired"), ((await SessionAsync(upload))!.State, (await SessionAsync(upload))!.Reason));
        Assert.Equal((0, 0), await CountsAsync());
    }

    [Fact]
    public async Task NewFile_IsSeenByNameByWhoMayWriteThereOnly()
    {
        var (upload, _) = await HandOverAsync("new", "hello");
        await HandOverAsync("new", "hello again");

        var seen = await FindAsync("new");
        Assert.Equal((Refusal.Processing, "new", 5), (seen.Refusal, seen.Processing!.Name, seen.Processing.Size));
        Assert.Equal(Refusal.NotFound, (await FindAsync("new", Viewer)).Refusal);
        Assert.Equal("new", Assert.Single(await ListAsync(Marie), node => node.IsProcessing).Name);
        Assert.DoesNotContain(await ListAsync(Viewer), node => node.IsProcessing);

        var file = (await PassAsync(upload, 1)).File!;
        Assert.Equal(seen.Processing.Id, file.Id);
        Assert.NotEqual(seen.Processing.ETag, file.ETag);
        Assert.DoesNotContain(await ListAsync(Marie), node => node.IsProcessing);
    }

    [Fact]
    public async Task Listing_PutsFilesBeingProcessedInTheirPlaceInEveryPage()
    {
        await UploadAsync("b", "1");
        await UploadAsync("d", "1");
        foreach (var name in new[] { "e", "c", "a", "d", "ä", "𐍈", "\uFFFD" })
        {
            await HandOverAsync(name, "2");
        }

        var names = new List<string>();
        while (await ListAsync(Marie, names.LastOrDefault(), 2) is { Count: > 0 } page)
        {
            names.AddRange(page.Select(node => node.Name));
        }

        Assert.Equal(["a", "b", "c", "d", "e", "ä", "\uFFFD", "𐍈"], names);
    }

    [Fact]
    public async Task Remove_EndsTheUploadsOfThatName()
    {
        var (first, _) = await HandOverAsync("new", "hello");
        var (second, _) = await HandOverAsync("new", "hello again");

        await RemoveAsync("new");

        Assert.Equal(Refusal.NotFound, (await FindAsync("new")).Refusal);
        Assert.Equal(UploadState.Aborted, (await SessionAsync(first))!.State);
        Assert.False(await HasBlobAsync(second));
        Assert.Equal((0, 0), await CountsAsync());
    }

    [Fact]
    public async Task JoinedParts_GiveTheirQuotaToTheUploadThatIsProcessed()
    {
        await DemandStepsAsync();
        var parts = new List<UploadId>();
        foreach (var text in new[] { "hello ", "world" })
        {
            var part = await BeginAsync(new ResumableRequest(Kind: UploadKind.Partial), "", text.Length);
            await SendAsync(part, text);
            parts.Add(part);
        }

        var final = await BeginAsync(new ResumableRequest(Kind: UploadKind.Final, Parts: parts), "joined", null);

        Assert.NotNull((await Driver.Get<UploadConcatenation>().TryJoinAsync(final, Stop))!.Run);

        Assert.Equal((0, 11), await CountsAsync());
        Assert.Equal("hello world", await ReadAsync((await PassAsync(final, 1)).Revision!.Id));
        Assert.Equal((11, 0), await CountsAsync());
    }

    private async Task<UploadId> BeginAsync(ResumableRequest request, string name, long? length) => (await Driver.Get<UploadInitiation>().BeginAsync(
        new UploadRequest(Reference(name), length, null, null, UploadPreconditions.None, null, request), Einstein, Stop)).Session!.Id;

    private async Task DemandStepsAsync(IReadOnlyList<string>? steps = null) => await BreakAsync(async transaction =>
        await transaction.Spaces.UpdateAsync((await transaction.Spaces.FindAsync(Space))! with { Steps = steps ?? ["policy", "delay"] }));

    private async Task<(UploadId Upload, CommitResult Result)> HandOverAsync(string path, string text)
    {
        await DemandStepsAsync();
        var result = await UploadAsync(path, text);
        Assert.Null(result.Detail);
        await DemandStepsAsync([]);
        var sessions = await Driver.Get<IMetadataStore>().ReadAsync(
            async transaction => await transaction.Uploads.ListProcessingAsync((await transaction.Spaces.FindAsync(Space))!.Root, path, null, 10), Stop);
        return (sessions[^1].Id, result);
    }

    private ValueTask<CommitResult> PassAsync(UploadId upload, int run, params string[] marks) =>
        Driver.Get<UploadFinalizer>().FinalizeProcessedAsync(upload, new RunReport(run, marks, []));

    private ValueTask<bool> AbortAsync(UploadId upload, int run, bool keepBytes) =>
        Driver.Get<UploadAbortion>().AbortProcessedAsync(upload, new RunReport(run, [], []), new ProcessingFailure(Refusal.Rejected, "virusscan", keepBytes), "a virus");

    private async Task<IReadOnlyList<Node>> ListAsync(UserId user, string? after = null, int limit = 100) =>
        (await Driver.Get<NodeBrowser>().ListAsync(Reference(""), user, after, limit, Stop)).Children;

    private async Task<IReadOnlyList<PendingEvent>> OwedAsync(EventName name) =>
        [.. (await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Outbox.ListAsync(100), Stop)).Where(pending => pending.Owed.Name == name)];

    private async Task<(long Used, long Reserved)> CountsAsync()
    {
        var space = await SpaceAsync();
        return (space.UsedBytes, space.ReservedBytes);
    }
}
