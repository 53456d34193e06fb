using StorageConformance.Faults;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>A process may end between any two lines of the finalizer and of the abortion. Whoever runs them again finds that they happened once.</summary>
public abstract class CrashTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private readonly CallPoints _calls = new();

    [Fact]
    public async Task Finalize_NewFile_CrashedAnywhereAndRunAgain_HappensOnce()
    {
        await EveryCrashAsync(
            () => BeginAndSendAsync("file", "hello"),
            upload => FinalizeAsync(upload.Id, upload.Received).AsTask(),
            async upload =>
            {
                await IsOldOrNewAsync("file", null, upload);
                var result = await FinalizeAsync(upload.Id, upload.Received);
                Assert.Equal(upload.Id, result.Revision!.Id);
                Assert.Equal((5, 0, 1), await CountsAsync());
                Assert.Equal("hello", await ReadAsync((await FindAsync("file")).Node!.Revision!.Value));
            });
    }

    [Fact]
    public async Task Finalize_OverwriteThatPrunes_CrashedAnywhereAndRunAgain_HappensOnce()
    {
        Driver.Settings["Uploads:RevisionsKept"] = "1";
        UploadId? old = null;
        await EveryCrashAsync(
            async () =>
            {
                old = (await UploadAsync("file", "one")).Revision!.Id;
                return await BeginAndSendAsync("file", "hello");
            },
            upload => FinalizeAsync(upload.Id, upload.Received).AsTask(),
            async upload =>
            {
                await IsOldOrNewAsync("file", old, upload);
                Assert.Null((await FinalizeAsync(upload.Id, upload.Received)).Refusal);
                Assert.Equal((5, 0, 1), await CountsAsync());
                await SweepLaterAsync();
                Assert.False(await HasBlobAsync(old!.Value));
                Assert.Equal("hello", await ReadAsync(upload.Id));
            });
    }

    [Fact]
    public async Task Finalize_ThatIsRefused_CrashedAnywhereAndRunAgain_ChangesNothing()
    {
        await EveryCrashAsync(
            async () =>
            {
                var begun = await BeginAsync("file", 5, when: new(IfNotExist: true));
                var received = await SendAsync(begun.Session!.Id, "hello");
                await UploadAsync("file", "one");
                return new Sent(begun.Session.Id, received);
            },
            upload => FinalizeAsync(upload.Id, upload.Received).AsTask(),
            async upload =>
            {
                Assert.Equal(Refusal.PreconditionFailed, (await FinalizeAsync(upload.Id, upload.Received)).Refusal);
                Assert.Equal((3, 5, 1), await CountsAsync());
            });
    }

    [Fact]
    public async Task Finalize_CrashedAnywhereAndNeverRunAgain_IsSwept()
    {
        await EveryCrashAsync(
            () => BeginAndSendAsync("file", "hello"),
            upload => FinalizeAsync(upload.Id, upload.Received).AsTask(),
            async upload =>
            {
                await IsOldOrNewAsync("file", null, upload);
                var committed = (await FindAsync("file")).Node is not null;
                await SweepLaterAsync();
                Assert.Equal(committed ? (5, 0, 1) : (0, 0, 0), await CountsAsync());
                Assert.Equal(committed, await HasBlobAsync(upload.Id));
            });
    }

    [Fact]
    public async Task Abort_CrashedAnywhereAndRunAgain_GivesBackOnce()
    {
        await EveryCrashAsync(
            () => BeginAndSendAsync("file", "hello"),
            upload => Driver.Get<UploadAbortion>().AbortAsync(upload.Id, "given up").AsTask(),
            async upload =>
            {
                await Driver.Get<UploadAbortion>().AbortAsync(upload.Id, "given up");
                Assert.Equal((0, 0, 0), await CountsAsync());
                Assert.Equal(UploadState.Aborted, (await SessionAsync(upload.Id))!.State);
                Assert.False(await HasBlobAsync(upload.Id));
            });
    }

    [Fact]
    public async Task AbortRow_CrashedAnywhereAndRunAgain_GivesBackOnce()
    {
        await EveryCrashAsync(
            () => BeginAndSendAsync("file", "hello"),
            upload => Driver.Get<UploadAbortion>().AbortRowAsync(upload.Id, "expired").AsTask(),
            async upload =>
            {
                await Driver.Get<UploadAbortion>().AbortRowAsync(upload.Id, "expired");
                Assert.Equal((0, 0, 0), await CountsAsync());
            });
    }

    [Fact]
    public async Task HandOver_CrashedAnywhereAndRunAgain_AsksOnceAndShowsNothing()
    {
        Driver.Settings["Processing:MandatorySteps:0"] = "policy";
        await EveryCrashAsync(
            () => BeginAndSendAsync("file", "hello"),
            upload => FinalizeAsync(upload.Id, upload.Received).AsTask(),
            async upload =>
            {
                Assert.Equal(1, (await FinalizeAsync(upload.Id, upload.Received)).Run!.Number);
                Assert.Null((await FindAsync("file")).Node);
                Assert.Equal((0, 5, 0), await CountsAsync());
                Assert.Equal(1, await AskedAsync(upload.Id));
            });
    }

    [Fact]
    public async Task FinalizeProcessed_CrashedAnywhereAndRunAgain_HappensOnce()
    {
        Driver.Settings["Processing:MandatorySteps:0"] = "policy";
        await EveryCrashAsync(
            BeginAndHandOverAsync,
            upload => Driver.Get<UploadFinalizer>().FinalizeProcessedAsync(upload.Id, new RunReport(1, [], [])).AsTask(),
            async upload =>
            {
                var result = await Driver.Get<UploadFinalizer>().FinalizeProcessedAsync(upload.Id, new RunReport(1, [], []));
                Assert.Equal(upload.Id, result.Revision!.Id);
                Assert.Equal((5, 0, 1), await CountsAsync());
                Assert.Equal("hello", await ReadAsync((await FindAsync("file")).Node!.Revision!.Value));
            });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AbortProcessed_CrashedAnywhereAndRunAgain_GivesBackOnce(bool keepBytes)
    {
        Driver.Settings["Processing:MandatorySteps:0"] = "policy";
        await EveryCrashAsync(
            BeginAndHandOverAsync,
            AbortAsync,
            async upload =>
            {
                await AbortAsync(upload);
                Assert.Equal((0, 0, 0), await CountsAsync());
                Assert.Equal(UploadState.Aborted, (await SessionAsync(upload.Id))!.State);
                Assert.Equal(keepBytes, await HasBlobAsync(upload.Id));
            });

        Task AbortAsync(Sent upload) => Driver.Get<UploadAbortion>()
            .AbortProcessedAsync(upload.Id, new RunReport(1, [], []), new ProcessingFailure(Refusal.Rejected, "policy", keepBytes), "no").AsTask();
    }

    [Fact]
    public async Task Remove_CrashedAnywhereAndCollectedAgain_GivesBackOnce()
    {
        await EveryCrashAsync(
            async () => new Sent((await UploadAsync("file", "hello")).Revision!.Id, null!),
            _ => RemoveAsync("file"),
            async upload =>
            {
                if ((await FindAsync("file")).Node is not null)
                {
                    await RemoveAsync("file");
                }

                await SweepLaterAsync();
                await Driver.Get<TreeCollector>().CollectAsync(Stop);
                Assert.Equal((0, 0, 0), await CountsAsync());
                Assert.False(await HasBlobAsync(upload.Id));
            });
    }

    /// <summary>Runs <paramref name="act"/> once to count its calls, then once for each of them as the last one, and once to its end.</summary>
    private async Task EveryCrashAsync(Func<Task<Sent>> arrange, Func<Sent, Task> act, Func<Sent, Task> check)
    {
        Driver.Calls = _calls;
        await Driver.RestartAsync();
        var call = 1;
        for (var more = true; more; call++)
        {
            // A space of its own each time: the counts begin at nothing.
            await InitializeAsync();
            var arranged = await arrange();
            _calls.Start(call);
            more = await EndedAsync(() => act(arranged));
            var where = _calls.ToString();
            _calls.Stop();
            await Driver.RestartAsync();
            try
            {
                await check(arranged);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"A promise was broken {where}: {exception.Message}", exception);
            }
        }

        Assert.True(call > 4, "Hardly any call was numbered.");
    }

    private static async Task<bool> EndedAsync(Func<Task> act)
    {
        try
        {
            await act();
            return false;
        }
        catch (ProcessEndedException)
        {
            return true;
        }
    }

    private async Task<Sent> BeginAndSendAsync(string path, string text)
    {
        var begun = await BeginAsync(path, text.Length);
        return new Sent(begun.Session!.Id, await SendAsync(begun.Session.Id, text));
    }

    private async Task<Sent> BeginAndHandOverAsync()
    {
        var sent = await BeginAndSendAsync("file", "hello");
        Assert.NotNull((await FinalizeAsync(sent.Id, sent.Received)).Run);
        return sent;
    }

    private async Task<int> AskedAsync(UploadId upload) => (await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Outbox.ListAsync(1000), Stop))
        .Count(pending => pending.Owed.Upload == upload);

    /// <summary>Before anybody runs it again: the old file or the new one, and nothing in between.</summary>
    private async Task IsOldOrNewAsync(string path, UploadId? old, Sent upload)
    {
        var shown = (await FindAsync(path)).Node?.Revision;
        Assert.True(shown == old || shown == upload.Id, $"{shown} is shown.");
        Assert.Equal(shown == upload.Id ? UploadState.Finalized : UploadState.Receiving, (await SessionAsync(upload.Id))!.State);
        if (shown is { } revision)
        {
            Assert.Equal(shown == upload.Id ? "hello" : "one", await ReadAsync(revision));
        }
    }

    private async Task<(long Used, long Reserved, long Files)> CountsAsync()
    {
        var space = await SpaceAsync();
        return (space.UsedBytes, space.ReservedBytes, space.Files);
    }

    // Files are written at the system's time, not the test's: a clock ahead of both makes all of them old, and lets all sessions expire.
    private Task SweepLaterAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        Driver.Time.SetUtcNow((Driver.Time.GetUtcNow() > now ? Driver.Time.GetUtcNow() : now) + TimeSpan.FromDays(8));
        return SweepAsync();
    }

    private sealed record Sent(UploadId Id, ReceivedBytes Received);
}
