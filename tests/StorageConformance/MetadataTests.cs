using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Spaces;

namespace StorageConformance;

/// <summary>Transactions: one caller's failure is its own, and what was acknowledged is there after a restart.</summary>
public abstract class MetadataTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private IMetadataStore Metadata => Driver.Get<IMetadataStore>();

    [Fact]
    public async Task Write_ThatThrows_IsUndoneAndTheOthersAreNot()
    {
        var writes = Enumerable.Range(1, 50).Select(number => Metadata.WriteAsync<bool>(async transaction =>
        {
            await transaction.Spaces.CountAsync(Space, used: number, reserved: 0);
            return number % 2 == 0 ? true : throw new InvalidOperationException($"odd {number}");
        }, Stop).AsTask()).ToList();

        await Task.WhenAll(writes.Select(write => write.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(25, writes.Count(write => write.IsFaulted));
        Assert.Equal(650, (await SpaceAsync()).UsedBytes);
    }

    [Fact]
    public async Task Write_Cancelled_ChangesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Metadata.WriteAsync(async transaction =>
        {
            await transaction.Spaces.CountAsync(Space, used: 1, reserved: 0);
            return true;
        }, cancelled.Token));

        Assert.Equal(0, (await SpaceAsync()).UsedBytes);
    }

    [Fact]
    public async Task Everything_AfterRestart_IsThere()
    {
        var result = await UploadAsync("file", "one");
        await Driver.RestartAsync();

        Assert.Equal(result.File!.ETag, (await FindAsync("file")).Node!.ETag);
        Assert.Equal("one", await ReadAsync(result.Revision!.Id));
    }

    [Fact]
    public async Task Spaces_OfAUser_AreTheirsAndPersonalOnesAreUnique()
    {
        var directory = Driver.Get<SpaceDirectory>();
        var personal = await directory.CreateAsync("Marie", SpaceType.Personal, Marie, null, null, Stop);

        Assert.Null(await directory.CreateAsync("Another", SpaceType.Personal, Marie, null, null, Stop));
        Assert.Equal(
            new[] { Space, personal!.Id }.Order(Comparer<SpaceId>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))),
            (await directory.ListAsync(Marie, null, 10, Stop)).Select(listed => listed.Space.Id));
        Assert.Empty(await directory.ListAsync(Stranger, null, 10, Stop));
    }
}
