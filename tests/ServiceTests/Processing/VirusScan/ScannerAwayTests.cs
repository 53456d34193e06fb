using ServiceTests.Processing.Support;
using UploadProcessing.Processing.Steps;
using UploadProcessing.TestSupport.Clam;

namespace ServiceTests.Processing.VirusScan;

/// <summary>clamd is restarted, killed, or was never there.</summary>
public sealed class ScannerAwayTests
{
    private const int MiB = 1024 * 1024;
    private const string Why = "the scanner does not work at the moment.";

    private static readonly StepResult Again = StepResult.Retry($"It could not be scanned for viruses: {Why}");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_OfAScannerThatIsAway_IsTriedAgain_AndWorksWhenItIsBack()
    {
        await using var daemon = await ClamDaemon.StartNewAsync(ClamDaemon.Honest, Stop);
        await using var host = ScanHost.Of(daemon.Address);
        var content = new TestContent("Hello"u8.ToArray());
        Assert.Equal(StepResult.Continue, await host.ScanAsync(content));

        await daemon.KillAsync();
        Assert.Equal(Again, await host.ScanAsync(content));

        await daemon.StartAsync(ClamDaemon.Honest, Stop);
        Assert.Equal(StepResult.Continue, await host.ScanAsync(content));
    }

    [Fact]
    public async Task Scan_WhileTheScannerDies_IsTriedAgain()
    {
        await using var daemon = await ClamDaemon.StartNewAsync(ClamDaemon.Honest, Stop);
        await using var host = ScanHost.Of(daemon.Address);

        Assert.Equal(Again, await host.ScanAsync(new TestContent(8 * MiB, ClamDaemon.TestVirus)
        {
            WhileReading = (position, _) => position == MiB ? daemon.KillAsync() : Task.CompletedTask,
        }));
    }

    [Fact]
    public async Task Scanner_ThatComesBackSilent_IsNoticed()
    {
        await using var daemon = await ClamDaemon.StartNewAsync(ClamDaemon.Honest, Stop);
        await using var host = ScanHost.Of(daemon.Address);
        var content = new TestContent("Hello"u8.ToArray());
        Assert.Equal(StepResult.Continue, await host.ScanAsync(content));
        await daemon.KillAsync();
        Assert.Equal(Again, await host.ScanAsync(content));

        await daemon.StartAsync([], Stop);

        Assert.Equal(Again, await host.ScanAsync(content));
        Assert.Contains(host.Logs.All, line => line.Message.Contains("AlertExceedsMax", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Retry", 9, "Retry")]
    [InlineData("Retry", 10, "Retry")]
    [InlineData("Abort", 9, "Retry")]
    [InlineData("Abort", 10, "Abort")]
    [InlineData("Continue", 9, "Retry")]
    [InlineData("Continue", 10, "Continue")]
    public async Task Scan_ThatNeverWorks_EndsAsTheOperatorSays_AtTheLastAttempt(string policy, int attempt, string outcome)
    {
        await using var host = ScanHost.Of("unix:/nowhere/clamd.ctl", $"Unavailable={policy}");

        Assert.Equal(
            outcome switch
            {
                "Retry" => Again,
                "Abort" => StepResult.Abort($"It could not be scanned for viruses: {Why}"),
                _ => StepResult.ContinueMarked($"Not scanned for viruses: {Why}"),
            },
            await host.ScanAsync(new TestContent("Hello"u8.ToArray()), attempt));
    }
}
