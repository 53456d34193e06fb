using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>What may be held at once: bytes and files of a space, uploads and reservations of a user.</summary>
public abstract class QuotaTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Begin_ManyAtOnce_NeverOvershootTheQuota()
    {
        var small = await CreateSpaceAsync(quota: 1000);

        var begun = await Task.WhenAll(Enumerable.Range(0, 100).Select(number =>
            Task.Run(() => BeginAsync($"file-{number}", length: 30, space: small).AsTask(), Stop)));

        Assert.Equal(33, begun.Count(result => result.Session is not null));
        Assert.All(begun.Where(result => result.Session is null), result => Assert.Equal(Refusal.NoSpace, result.Refusal));
        Assert.Equal(990, (await SpaceAsync(small)).ReservedBytes);
    }

    [Fact]
    public async Task Ensure_ManyOfUnknownLengthAtOnce_NeverOvershootTheQuota()
    {
        await ConfigureAsync("Uploads:ReservationStep", "16");
        var small = await CreateSpaceAsync(quota: 1000);
        var sessions = new List<UploadSession>();
        for (var number = 0; number < 20; number++)
        {
            sessions.Add((await BeginAsync($"file-{number}", length: null, space: small)).Session!);
        }

        var held = await Task.WhenAll(sessions.Select(session => Task.Run(() => GrowAsync(session), Stop)));

        var space = await SpaceAsync(small);
        Assert.Equal(1000, space.ReservedBytes);
        Assert.Equal(held.Sum(), space.ReservedBytes);
    }

    [Fact]
    public async Task Abort_GivesBackWhatWasReserved()
    {
        var small = await CreateSpaceAsync(quota: 100);
        var begun = (await BeginAsync("a", length: 100, space: small)).Session!;

        Assert.True(await Driver.Get<UploadAbortion>().AbortAsync(begun.Id, "test"));
        Assert.False(await Driver.Get<UploadAbortion>().AbortAsync(begun.Id, "again"));

        Assert.Equal(0, (await SpaceAsync(small)).ReservedBytes);
        Assert.NotNull((await BeginAsync("b", length: 100, space: small)).Session);
    }

    [Fact]
    public async Task Begin_MoreSessionsThanAUserMayHave_IsRefusedUntilOneEnds()
    {
        await ConfigureAsync("Uploads:MaximumSessionsPerUser", "2");
        var first = (await BeginAsync("a")).Session!;
        await BeginAsync("b");

        Assert.Equal(Refusal.TooMany, (await BeginAsync("c")).Refusal);
        Assert.NotNull((await BeginAsync("c", user: Marie)).Session);

        await Driver.Get<UploadAbortion>().AbortAsync(first.Id, "test");
        Assert.NotNull((await BeginAsync("c")).Session);
    }

    [Fact]
    public async Task Begin_MoreBytesThanAUserMayReserve_IsRefusedInEverySpace()
    {
        await ConfigureAsync("Uploads:MaximumReservedPerUser", "100");
        var other = await CreateSpaceAsync(quota: null);
        await BeginAsync("a", length: 60);

        Assert.Equal(Refusal.NoSpace, (await BeginAsync("b", length: 41, space: other)).Refusal);
        Assert.NotNull((await BeginAsync("b", length: 40, space: other)).Session);
    }

    [Fact]
    public async Task Ensure_MoreThanAUserMayReserve_StopsThere()
    {
        await ConfigureAsync("Uploads:MaximumReservedPerUser", "100");
        var session = (await BeginAsync("a", length: null)).Session!;

        Assert.Equal(100, (await Driver.Get<UploadReservation>().EnsureAsync(session, 50, Stop)).Session?.ReservedBytes);
        Assert.Equal(Refusal.NoSpace, (await Driver.Get<UploadReservation>().EnsureAsync(session, 101, Stop)).Refusal);
    }

    [Fact]
    public async Task Files_UpToTheLimit_ThenNoMoreUntilOneIsRemoved()
    {
        var tiny = await CreateSpaceAsync(quota: null, fileLimit: 2);
        await UploadAsync("a", "1", tiny);
        Assert.Null((await Driver.Get<NodeEditor>().CreateFolderAsync(new(tiny, null, ["folder"]), Einstein, Stop)).Detail);

        Assert.Equal(Refusal.NoSpace, (await BeginAsync("b", space: tiny)).Refusal);
        Assert.Equal(Refusal.NoSpace, (await Driver.Get<NodeEditor>().CreateFolderAsync(new(tiny, null, ["more"]), Einstein, Stop)).Refusal);
        // An overwrite is no new file.
        await UploadAsync("a", "2", tiny);

        await Driver.Get<NodeEditor>().RemoveAsync(new(tiny, null, ["a"]), Einstein, Stop);
        await Driver.Get<TreeCollector>().CollectAsync(Stop);
        Assert.Equal(1, (await SpaceAsync(tiny)).Files);
        await UploadAsync("b", "1", tiny);
    }

    [Fact]
    public async Task Finalize_TwoBegunForTheLastFile_TheSecondIsRefused()
    {
        var tiny = await CreateSpaceAsync(quota: null, fileLimit: 1);
        var first = (await BeginAsync("a", length: 1, space: tiny)).Session!.Id;
        var second = (await BeginAsync("b", length: 1, space: tiny)).Session!.Id;
        Assert.Null((await FinalizeAsync(first, await SendAsync(first, "1"))).Refusal);

        Assert.Equal(Refusal.NoSpace, (await FinalizeAsync(second, await SendAsync(second, "2"))).Refusal);
        Assert.Equal(1, (await SpaceAsync(tiny)).Files);
    }

    private async Task<long> GrowAsync(UploadSession session)
    {
        var reservation = Driver.Get<UploadReservation>();
        while (true)
        {
            var result = await reservation.EnsureAsync(session, session.ReservedBytes + 1, Stop);
            if (result.Session is null)
            {
                Assert.Equal(Refusal.NoSpace, result.Refusal);
                return session.ReservedBytes;
            }

            session = result.Session;
        }
    }
}
