using StorageConformance.Faults;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.TestSupport;

namespace StorageConformance;

/// <summary>The power may go before any call. What was acknowledged is there then, with the right bytes; all else is as it was before or after.</summary>
public abstract class PowerCutTests<TDriver>
    where TDriver : PowerCutDriver, new()
{
    private const int OutOfSpace = 28, InputOutput = 5;     // ENOSPC, EIO

    [Theory]
    [MemberData(nameof(Scenarios.Names), MemberType = typeof(Scenarios))]
    public async Task Power_CutBeforeAnyCall_KeepsWhatWasAcknowledged(string name)
    {
        var scenario = Scenario.All.Single(one => one.Name == name);
        var calls = await PowerCutRun<TDriver>.CallsAsync(scenario);
        Assert.True(calls.Count > 4, "Hardly any call was numbered.");
        for (var call = 1; call <= calls.Count + 1; call++)
        {
            await PowerCutRun<TDriver>.CutAsync(scenario, call, seed: call);
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios.Names), MemberType = typeof(Scenarios))]
    public async Task Disk_RefusesAnyCall_AndThenPowerIsCut_KeepsWhatWasAcknowledged(string name)
    {
        var scenario = Scenario.All.Single(one => one.Name == name);
        var calls = await PowerCutRun<TDriver>.CallsAsync(scenario);
        foreach (var call in Enumerable.Range(1, calls.Count).Where(call => calls[call - 1] is not ("transaction" or "commit")))
        {
            await PowerCutRun<TDriver>.FailAsync(scenario, call, call % 2 == 0 ? OutOfSpace : InputOutput, seed: call);
        }
    }

    [Fact]
    public async Task Power_CutDuringTheFirstStart_IsHarmless()
    {
        await using var counted = new TDriver();
        counted.Points.Start();
        Open(counted);
        var calls = counted.Points.Count;
        for (var call = 1; call <= calls + 1; call = call < 8 || call > calls - 8 ? call + 1 : call + 23)
        {
            await using var driver = new TDriver();
            driver.Points.Start(call);
            Record.Exception(() => Open(driver));
            await driver.CutAsync();
            await PowerCutRun<TDriver>.WorksAsync(driver);
        }
    }

    /// <summary>What happens, where it is cut and what survives follow from a run's seed alone.</summary>
    [Fact]
    [Trait("Suite", "Soak")]
    public async Task Power_CutAgainAndAgainAtRandom_KeepsWhatWasAcknowledged()
    {
        var cuts = 0;
        var runs = await Soak.RunAsync(
            async seed => Interlocked.Add(ref cuts, await PowerCutRun<TDriver>.RandomAsync(seed)), TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage($"Power cuts: {cuts} in {runs} runs from SOAK_SEED={Soak.Seed} on");
    }

    private static void Open(TDriver driver)
    {
        driver.Get<IMetadataStore>();
        driver.Get<IBlobStore>();
    }
}
