using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Sweeping;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>What crashes, dead clients and forgotten uploads leave is removed; what is alive is not.</summary>
public abstract class SweeperTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private static readonly TimeSpan PastExpiry = TimeSpan.FromDays(8);

    [Fact]
    public async Task Expired_IsAbortedAndGivesBackQuotaAndBytes()
    {
        var begun = await BeginResumableAsync("file", 5);
        await SendAsync(begun, "hello");
        Driver.Time.Advance(PastExpiry);

        await SweepAsync();

        var session = (await SessionAsync(begun))!;
        Assert.Equal((UploadState.Aborted, "expired", 0), (session.State, session.Reason, session.ReservedBytes));
        Assert.Equal(0, (await SpaceAsync()).ReservedBytes);
        Assert.False(await HasBlobAsync(begun));
    }

    [Fact]
    public async Task Expired_WhileItIsWritten_EndsWithoutTakingTheBytesFromUnderTheWriter()
    {
        var begun = await BeginResumableAsync("file", 5);
        await using (var writer = await Driver.Get<IBlobStore>().OpenWriterAsync(begun, Stop))
        {
            Driver.Time.Advance(PastExpiry);
            await SweepAsync();
            Assert.Equal(UploadState.Aborted, (await SessionAsync(begun))!.State);
            Assert.True(await HasBlobAsync(begun));
        }

        // Its writer hears of it when it commits, and drops the bytes then.
        Assert.Equal(Refusal.Aborted, (await FinalizeAsync(begun, await SendAsync(begun, "hello"))).Refusal);
        await Driver.Get<UploadAbortion>().AbortAsync(begun, "refused");
        Assert.False(await HasBlobAsync(begun));
    }

    [Fact]
    public async Task Expired_AfterItWasCommitted_StaysCommitted()
    {
        var file = await UploadAsync("file", "hello");
        Driver.Time.Advance(PastExpiry);

        await SweepAsync();

        Assert.Equal("hello", await ReadAsync(file.Revision!.Id));
        Assert.Equal(UploadState.Finalized, (await SessionAsync(file.Revision.Id))!.State);
    }

    [Fact]
    public async Task Abandoned_UploadThatCannotBeResumed_EndsSoon()
    {
        var put = (await BeginAsync("put", 5)).Session!.Id;
        var resumable = await BeginResumableAsync("tus", 5);
        await SendAsync(put, "hel");
        Driver.Time.Advance(TimeSpan.FromMinutes(31));

        await SweepAsync();

        Assert.Equal("abandoned", (await SessionAsync(put))!.Reason);
        Assert.False(await HasBlobAsync(put));
        Assert.Equal(UploadState.Receiving, (await SessionAsync(resumable))!.State);
        Assert.Equal(5, (await SpaceAsync()).ReservedBytes);
    }

    [Fact]
    public async Task Abandoned_UploadThatIsBeingSent_GoesOn()
    {
        var put = (await BeginAsync("put", 5)).Session!.Id;
        await using var writer = await Driver.Get<IBlobStore>().OpenWriterAsync(put, Stop);
        Driver.Time.Advance(TimeSpan.FromHours(5));

        await SweepAsync();

        Assert.Equal(UploadState.Receiving, (await SessionAsync(put))!.State);
    }

    [Fact]
    public async Task Orphan_OldBlobThatNobodyNames_IsRemoved()
    {
        LetAge();
        var orphan = UploadId.New();
        await SendAsync(orphan, "left behind");
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        var underWay = await BeginResumableAsync("tus", 5);
        await SendAsync(underWay, "hel");

        await SweepAsync();

        Assert.False(await HasBlobAsync(orphan));
        Assert.True(await HasBlobAsync(file));
        Assert.True(await HasBlobAsync(underWay));
    }

    [Fact]
    public async Task Orphan_YoungBlob_IsLeft()
    {
        await ConfigureAsync("Sweeping:OrphanAge", "365.00:00:00");
        var young = UploadId.New();
        await SendAsync(young, "just written");

        await SweepAsync();

        Assert.True(await HasBlobAsync(young));
    }

    [Fact]
    public async Task Orphans_BesideAnEmptyDatabase_AreAllLeft()
    {
        var blob = UploadId.New();
        await SendAsync(blob, "whose database is elsewhere");
        await Driver.Get<IMetadataStore>().WriteAsync(async transaction =>
        {
            await transaction.Spaces.RemoveAsync(Space);
            return true;
        }, Stop);
        LetAge();

        await SweepAsync();

        Assert.True(await HasBlobAsync(blob));
    }

    [Fact]
    public async Task Ended_LongAgo_IsForgottenAndItsFileStays()
    {
        var file = (await UploadAsync("file", "hello")).Revision!.Id;
        var aborted = (await BeginAsync("other", 5)).Session!.Id;
        await Driver.Get<UploadAbortion>().AbortAsync(aborted, "test");
        Driver.Time.Advance(TimeSpan.FromDays(29));
        await SweepAsync();
        Assert.NotNull(await SessionAsync(aborted));
        Driver.Time.Advance(TimeSpan.FromDays(2));

        await SweepAsync();

        Assert.Null(await SessionAsync(aborted));
        Assert.Null(await SessionAsync(file));
        Assert.Equal("hello", await ReadAsync(file));
    }

    [Fact]
    public async Task Sweep_OneKindThatFails_DoesNotKeepTheOthersFromTheirs()
    {
        var begun = await BeginResumableAsync("file", 5);
        Driver.Time.Advance(PastExpiry);
        var sweeps = new ISweep[] { new Failing() }.Concat(Driver.Get<IEnumerable<ISweep>>());

        using var sweeper = new Sweeper(sweeps, Driver.Get<TreeCollector>(), Microsoft.Extensions.Options.Options.Create(new SweepingOptions()),
            Driver.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<Sweeper>.Instance);
        await sweeper.SweepAsync(Stop);

        Assert.Equal(UploadState.Aborted, (await SessionAsync(begun))!.State);
    }

    // Files are written at the system's time, not the test's: a clock far ahead of it makes all of them old.
    private void LetAge() => Driver.Time.SetUtcNow(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(3));

    private async Task<UploadId> BeginResumableAsync(string name, long length)
    {
        var begun = await Driver.Get<UploadInitiation>().BeginAsync(
            new UploadRequest(Reference(name), length, null, null, UploadPreconditions.None, null, Resumable: new()), Einstein, Stop);
        return begun.Session!.Id;
    }

    private sealed class Failing : ISweep
    {
        public string Kind => "failing";

        public Task<int> SweepAsync(CancellationToken cancellationToken) => throw new IOException("out of order");
    }
}
