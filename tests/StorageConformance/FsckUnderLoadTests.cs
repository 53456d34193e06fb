using UploadProcessing.Storage.Integrity;

namespace StorageConformance;

/// <summary>Checks beside running services raise no false alarm.</summary>
public abstract class FsckUnderLoadTests<TDriver> : StormTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private const int Rounds = 5;

    [Fact]
    public async Task Fsck_WhileEverythingChanges_FindsNothing()
    {
        await ConfigureAsync("Uploads:RevisionsKept", "2");
        // Every blob counts as old, so that each one whose row has just gone is suspected.
        Driver.Time.SetUtcNow(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(3));
        using var checkedAll = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var clock = RunClockAsync(checkedAll.Token);
        var findings = new List<Finding>();

        await InTheStormAsync(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var scope = new IntegrityScope(Deep: true) { SecondLook = TimeSpan.FromSeconds(2) };
                findings.AddRange(await Driver.Get<IntegrityChecker>().CheckAsync(scope, Stop).ToListAsync(Stop));
            }
        });

        await checkedAll.CancelAsync();
        await clock;
        Assert.Empty(findings);
        Assert.Empty(await FsckAsync(deep: true));
    }

    /// <summary>The tests' clock goes as the system's does, so that a second look comes after the time it takes others to finish.</summary>
    private async Task RunClockAsync(CancellationToken ended)
    {
        var period = TimeSpan.FromMilliseconds(100);
        using var timer = new PeriodicTimer(period);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                Driver.Time.Advance(period);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The test is over.
        }
    }
}
