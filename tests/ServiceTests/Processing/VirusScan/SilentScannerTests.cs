using ServiceTests.Processing.Support;
using UploadProcessing.Processing.Steps;
using UploadProcessing.TestSupport.Clam;

namespace ServiceTests.Processing.VirusScan;

/// <summary>A clamd that answers OK to what it has not looked at.</summary>
public sealed class SilentScannerTests
{
    private const int MiB = 1024 * 1024;
    private const string Reason = "the scanner does not work at the moment.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("AlertExceedsMax", "")]
    [InlineData("AlertExceedsMax", "MaxFileSize 4M", "MaxScanSize 8M")]
    [InlineData("MaxFileSize to MaxScanSize", "AlertExceedsMax yes", "MaxFileSize 4M", "MaxScanSize 8M")]
    [InlineData("StreamMaxLength", "AlertExceedsMax yes", "StreamMaxLength 1M")]
    [InlineData("ScanArchive", "AlertExceedsMax yes", "ScanArchive no")]
    public async Task Ok_IsNotBelieved_AndTheLogSaysWhatToSet(string told, params string[] settings)
    {
        await using var daemon = await ClamDaemon.StartNewAsync(settings, Stop);
        await using var host = ScanHost.Of(daemon.Address);

        Assert.Equal(StepResult.Retry($"It could not be scanned for viruses: {Reason}"), await host.ScanAsync(new TestContent("Hello"u8.ToArray())));
        Assert.Contains(host.Logs.All, line => line.Message.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ok_OfAScannerWithoutUsefulSignatures_IsNotBelieved()
    {
        await using var daemon = await ClamDaemon.StartNewAsync(ClamDaemon.Honest, Stop, knows: "something else"u8.ToArray());
        await using var host = ScanHost.Of(daemon.Address);

        Assert.Equal(StepResult.Retry($"It could not be scanned for viruses: {Reason}"), await host.ScanAsync(new TestContent(ClamDaemon.TestVirus)));
        Assert.Contains(host.Logs.All, line => line.Message.Contains("EICAR", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Virus_IsBelievedAllTheSame()
    {
        await using var daemon = await ClamDaemon.StartNewAsync([], Stop);
        await using var host = ScanHost.Of(daemon.Address);

        Assert.Equal(ScanHost.Deleted, await host.ScanAsync(new TestContent(ClamDaemon.TestVirus)));
    }

    [Fact]
    public async Task Ok_OfATrustedOne_IsBelievedUpToALengthThatWasTried()
    {
        await using var daemon = await ClamDaemon.StartNewAsync(["MaxFileSize 8M", "MaxScanSize 8M"], Stop);
        await using var host = ScanHost.Of(daemon.Address, "TrustSilentScanner=true", $"ScannedUpTo={8 * MiB}");

        Assert.Equal(StepResult.Continue, await host.ScanAsync(new TestContent(7 * MiB, [])));
    }

    [Theory]
    [InlineData("MaxFileSize 4M")]
    [InlineData("MaxScanSize 4M")]
    [InlineData("StreamMaxLength 4M")]
    public async Task Ok_OfATrustedOneThatDoesNotLookThatFar_IsNotBelieved(string setting)
    {
        await using var daemon = await ClamDaemon.StartNewAsync([setting], Stop);
        await using var host = ScanHost.Of(daemon.Address, "TrustSilentScanner=true", $"ScannedUpTo={8 * MiB}");

        Assert.IsType<StepResult.RetryResult>(await host.ScanAsync(new TestContent(MiB, [])));
        Assert.Contains(host.Logs.All, line => line.Message.Contains("ScannedUpTo", StringComparison.Ordinal));
    }
}
