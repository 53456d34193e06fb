using System.Text;
using Microsoft.Extensions.DependencyInjection;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>Uploads that are gone on with: one writer, whole chunks, lengths that come later, parts.</summary>
public abstract class ResumableTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private IBlobStore Blobs => Driver.Get<IBlobStore>();

    [Fact]
    public async Task TakeOver_WhileSomebodyWrites_TheyAreAskedAndTheNewOneGoesOnAtTheirEnd()
    {
        var upload = UploadId.New();
        await using var older = await Blobs.OpenWriterAsync(upload, Stop);
        await older!.AppendAsync(new(Encoding.UTF8.GetBytes("one")));

        var taking = Blobs.TakeOverAsync(upload, Patience, Stop).AsTask();
        await Cancelled(older.Wanted).WaitAsync(Patience, Stop);
        await older.FlushAsync();
        await older.DisposeAsync();

        await using var newer = await taking;
        Assert.Equal(3, newer!.Length);
        Assert.False(newer.Wanted.IsCancellationRequested);
    }

    [Fact]
    public async Task TakeOver_HolderThatDoesNotLetGo_EndsWithNobodysWriter()
    {
        var upload = UploadId.New();
        await using var older = await Blobs.OpenWriterAsync(upload, Stop);

        Assert.Null(await Blobs.TakeOverAsync(upload, TimeSpan.FromMilliseconds(50), Stop));
    }

    [Fact]
    public async Task TakeOver_ByTwoAtOnce_TheNewestGetsIt()
    {
        var upload = UploadId.New();
        await using var holder = await Blobs.OpenWriterAsync(upload, Stop);
        var first = Blobs.TakeOverAsync(upload, Patience, Stop).AsTask();
        await Cancelled(holder!.Wanted).WaitAsync(Patience, Stop);

        var second = Blobs.TakeOverAsync(upload, Patience, Stop).AsTask();
        Assert.Null(await first.WaitAsync(Patience, Stop));
        await holder.DisposeAsync();

        await using var taken = await second.WaitAsync(Patience, Stop);
        Assert.NotNull(taken);
    }

    [Fact]
    public async Task TakeOver_ByAnotherProcess_ReachesTheHolder()
    {
        var upload = UploadId.New();
        await using var holder = await Blobs.OpenWriterAsync(upload, Stop);
        await using var other = Driver.Another();
        var taking = other.GetRequiredService<IBlobStore>().TakeOverAsync(upload, Patience, Stop).AsTask();

        await Cancelled(holder!.Wanted).WaitAsync(Patience, Stop);
        await holder.DisposeAsync();

        await using var taken = await taking.WaitAsync(Patience, Stop);
        Assert.NotNull(taken);
    }

    [Fact]
    public async Task Chunk_CutInTheMiddle_IsDroppedBackToItsStartAfterARestart()
    {
        var session = (await BeginAsync("file", new ResumableRequest(), 6)).Session!;
        var guard = Driver.Get<ChunkGuard>();
        await using (var writer = await Blobs.OpenWriterAsync(session.Id, Stop))
        {
            await writer!.AppendAsync(new("abc"u8.ToArray()));
            await writer.FlushAsync();
            await guard.BeginAsync(session, writer);
            await writer.AppendAsync(new("de"u8.ToArray()));
        }

        await Driver.RestartAsync();

        session = (await SessionAsync(session.Id))!;
        Assert.Equal(3, session.ChunkStart);
        await using (var writer = await Blobs.OpenWriterAsync(session.Id, Stop))
        {
            session = await Driver.Get<ChunkGuard>().RollBackAsync(session, writer!);
            Assert.Equal(3, writer!.Length);
        }

        Assert.Null(session.ChunkStart);
        Assert.Null((await SessionAsync(session.Id))!.ChunkStart);
    }

    [Fact]
    public async Task Declare_LengthOfAnUploadThatDidNotKnowIt_ReservesExactlyThat()
    {
        await ConfigureAsync("Uploads:ReservationStep", "16");
        var session = (await BeginAsync("file", new ResumableRequest(), length: null)).Session!;
        var reservation = Driver.Get<UploadReservation>();
        Assert.NotNull((await reservation.EnsureAsync(session, 3, Stop)).Session);
        Assert.Equal(16, (await SpaceAsync()).ReservedBytes);

        Assert.Equal(5, (await reservation.DeclareAsync(session, 5, Stop)).Session?.Length);

        Assert.Equal(5, (await SpaceAsync()).ReservedBytes);
        Assert.Equal((5, 5), ((await SessionAsync(session.Id))!.Length, (await SessionAsync(session.Id))!.ReservedBytes));
    }

    [Fact]
    public async Task Declare_MoreThanTheQuota_IsRefusedAndKeepsTheLengthUnknown()
    {
        var small = await CreateSpaceAsync(quota: 10);
        var session = (await BeginAsync("file", new ResumableRequest(), length: null, space: small)).Session!;

        Assert.Equal(Refusal.NoSpace, (await Driver.Get<UploadReservation>().DeclareAsync(session, 11, Stop)).Refusal);
        Assert.Null((await SessionAsync(session.Id))!.Length);
    }

    [Fact]
    public async Task Expiry_MovesWithEveryRequestAndEndsAtTheAbsoluteEnd()
    {
        var session = (await BeginAsync("file", new ResumableRequest(), 5)).Session!;
        Assert.Equal(Driver.Time.GetUtcNow().AddDays(1), session.ExpiresAt);

        Driver.Time.Advance(TimeSpan.FromHours(12));
        var extended = await Driver.Get<UploadExpiry>().ExtendAsync(session);
        Assert.Equal(Driver.Time.GetUtcNow().AddDays(1), extended);
        Assert.Equal(extended, (await SessionAsync(session.Id))!.ExpiresAt);

        Driver.Time.SetUtcNow(session.EndsAt.AddHours(-1));
        Assert.Equal(session.EndsAt, await Driver.Get<UploadExpiry>().ExtendAsync((await SessionAsync(session.Id))!));
    }

    [Fact]
    public async Task Begin_TwiceWithOneIdempotencyKey_IsOneUpload()
    {
        var first = await BeginAsync("file", new ResumableRequest(IdempotencyKey: "key"), 5);
        var again = await BeginAsync("file", new ResumableRequest(IdempotencyKey: "key"), 5);

        Assert.Equal(first.Session!.Id, again.Session!.Id);
        Assert.Equal(5, (await SpaceAsync()).ReservedBytes);
        Assert.NotEqual(first.Session.Id, (await BeginAsync("file", new ResumableRequest(IdempotencyKey: "key"), 5, Marie)).Session!.Id);
        Assert.Equal(Refusal.Invalid, (await BeginAsync("other", new ResumableRequest(IdempotencyKey: "key"), 5)).Refusal);
    }

    [Fact]
    public async Task Join_PartsThatAreAllThere_IsOneFileInTheirOrderAndTakesOverTheirReservations()
    {
        var one = await PartAsync("one ");
        var two = await PartAsync("two ");
        Assert.Equal(8, (await SpaceAsync()).ReservedBytes);

        var final = await FinalAsync("joined", two, one, two);
        var result = await Driver.Get<UploadConcatenation>().TryJoinAsync(final, Stop);

        Assert.Null(result!.Detail);
        Assert.Equal("two one two ", await ReadAsync(final));
        var space = await SpaceAsync();
        Assert.Equal((12, 0, 1), (space.UsedBytes, space.ReservedBytes, space.Files));
        Assert.False(await HasBlobAsync(one));
        Assert.Equal(UploadState.Finalized, (await SessionAsync(one))!.State);
    }

    [Fact]
    public async Task Join_APartThatIsNotThereYet_Waits()
    {
        var one = await PartAsync("one");
        var two = (await BeginAsync("", new ResumableRequest(Kind: UploadKind.Partial, Concat: "partial"), 3)).Session!.Id;
        var final = await FinalAsync("joined", one, two);

        Assert.Null(await Driver.Get<UploadConcatenation>().TryJoinAsync(final, Stop));
        Assert.Equal(Refusal.NotFound, (await FindAsync("joined")).Refusal);

        await SendAsync(two, "two");
        Assert.NotNull((await Driver.Get<UploadConcatenation>().TryJoinAsync(final, Stop))?.File);
        Assert.Equal("onetwo", await ReadAsync(final));
    }

    [Fact]
    public async Task Join_AgainAfterACrashInTheMiddle_BeginsAnew()
    {
        var final = await FinalAsync("joined", await PartAsync("one"), await PartAsync("two"));
        await SendAsync(final, "half of it and more");
        await Driver.RestartAsync();

        Assert.NotNull((await Driver.Get<UploadConcatenation>().TryJoinAsync(final, Stop))?.File);
        Assert.Equal("onetwo", await ReadAsync(final));
    }

    [Fact]
    public async Task Begin_FinalOfSomebodyElsesPart_IsRefused()
    {
        var part = await PartAsync("one");

        var begun = await BeginAsync("joined", new ResumableRequest(Kind: UploadKind.Final, Concat: "final;x", Parts: [part]), null, Marie);

        Assert.Equal(Refusal.Invalid, begun.Refusal);
    }

    [Fact]
    public async Task Begin_Part_IsInNoFolderAndCountsAsNoFile()
    {
        var tiny = await CreateSpaceAsync(quota: null, fileLimit: 0);

        Assert.NotNull((await BeginAsync("", new ResumableRequest(Kind: UploadKind.Partial, Concat: "partial"), 3, space: tiny)).Session);
    }

    [Fact]
    public async Task Finalize_Part_IsRefused()
    {
        var begun = await BeginAsync("", new ResumableRequest(Kind: UploadKind.Partial, Concat: "partial"), 3);

        Assert.Equal(Refusal.Invalid, (await FinalizeAsync(begun.Session!.Id, await SendAsync(begun.Session.Id, "one"))).Refusal);
        Assert.Equal(0, (await SpaceAsync()).Files);
    }

    private async Task<UploadId> PartAsync(string content)
    {
        var begun = await BeginAsync("", new ResumableRequest(Kind: UploadKind.Partial, Concat: "partial"), content.Length);
        await SendAsync(begun.Session!.Id, content);
        return begun.Session.Id;
    }

    private async Task<UploadId> FinalAsync(string name, params UploadId[] parts)
    {
        var begun = await BeginAsync(name, new ResumableRequest(Kind: UploadKind.Final, Concat: "final;…", Parts: parts), null);
        Assert.Null(begun.Detail);
        return begun.Session!.Id;
    }

    private ValueTask<InitiationResult> BeginAsync(
        string path, ResumableRequest resumable, long? length, UserId? user = null, SpaceId? space = null) =>
        Driver.Get<UploadInitiation>().BeginAsync(
            new UploadRequest(new NodeReference(space ?? Space, null, path.Length == 0 ? [] : path.Split('/')), length, null, null,
                UploadPreconditions.None, null, resumable),
            user ?? Einstein, Stop);

    private static Task Cancelled(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        token.Register(cancelled.SetResult);
        return cancelled.Task;
    }
}
