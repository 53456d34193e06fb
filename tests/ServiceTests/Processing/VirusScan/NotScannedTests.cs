using System.IO.Compression;
using ServiceTests.Processing.Support;
using UploadProcessing.Processing.Steps;
using UploadProcessing.TestSupport.Clam;

namespace ServiceTests.Processing.VirusScan;

/// <summary>What clamd did not look at is never clean.</summary>
public sealed class NotScannedTests : IAsyncLifetime
{
    private const int MiB = 1024 * 1024;
    private const string Larger = "it is larger, or nested deeper, than the scanner looks at.";

    private ClamDaemon _daemon = null!;

    public async ValueTask InitializeAsync() => _daemon = await ClamDaemon.StartNewAsync(
        ["AlertExceedsMax yes", "AlertEncrypted yes", "MaxFileSize 8M", "MaxScanSize 8M", "StreamMaxLength 16M"], TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _daemon.DisposeAsync();

    public static TheoryData<string, StepResult> Policies => new()
    {
        { "Retry", StepResult.Retry($"It could not be scanned for viruses: {Larger}") },
        { "Abort", StepResult.Abort($"It could not be scanned for viruses: {Larger}") },
        { "Continue", StepResult.ContinueMarked($"Not scanned for viruses: {Larger}") },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Upload_LongerThanTheStreamMayBe_EndsAsTheOperatorSays(string policy, StepResult result)
    {
        await using var host = ScanHost.Of(_daemon.Address, $"BeyondLimits={policy}");

        Assert.Equal(result, await host.ScanAsync(new TestContent(40 * MiB, [])));
    }

    [Fact]
    public async Task Upload_LongerThanTheStreamMayBe_OverTcp_IsNotScanned()
    {
        await using var host = ScanHost.Of(_daemon.TcpAddress, "BeyondLimits=Continue");

        Assert.Equal(StepResult.ContinueMarked($"Not scanned for viruses: {Larger}"), await host.ScanAsync(new TestContent(40 * MiB, [])));
    }

    [Fact]
    public async Task Upload_LongerThanClamdLooksAt_IsNotScanned()
    {
        await using var host = ScanHost.Of(_daemon.Address);

        Assert.Equal(StepResult.Abort($"It could not be scanned for viruses: {Larger}"), await host.ScanAsync(new TestContent(9 * MiB, ClamDaemon.TestVirus)));
    }

    [Fact]
    public async Task Upload_LongerThanTheStepSends_IsNotSent()
    {
        await using var host = ScanHost.Of(_daemon.Address, $"ScannedUpTo={MiB}");
        var content = new TestContent(2 * MiB, ClamDaemon.TestVirus);

        Assert.Equal(StepResult.Abort($"It could not be scanned for viruses: {Larger}"), await host.ScanAsync(content));
        Assert.Equal(0, content.LargestRead);
    }

    [Fact]
    public async Task Archive_ThatInflatesToMoreThanClamdLooksAt_IsNotScanned()
    {
        await using var host = ScanHost.Of(_daemon.Address);
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var member = await zip.CreateEntry("a").OpenAsync(TestContext.Current.CancellationToken);
            await member.WriteAsync(new byte[40 * MiB], TestContext.Current.CancellationToken);
            await member.WriteAsync(ClamDaemon.TestVirus, TestContext.Current.CancellationToken);
        }

        Assert.Equal(StepResult.Abort($"It could not be scanned for viruses: {Larger}"), await host.ScanAsync(new TestContent(archive.ToArray())));
    }

    [Theory]
    [InlineData("Abort")]
    [InlineData("Continue")]
    public async Task Archive_ThatIsEncrypted_IsNotScanned(string policy)
    {
        await using var host = ScanHost.Of(_daemon.Address, $"Encrypted={policy}");
        const string Why = "some of it is encrypted.";

        Assert.Equal(
            policy == "Abort" ? StepResult.Abort($"It could not be scanned for viruses: {Why}") : StepResult.ContinueMarked($"Not scanned for viruses: {Why}"),
            await host.ScanAsync(new TestContent(Encrypted())));
    }

    // By its flags (4.4.4 of APPNOTE.TXT, bit 0), in the member's header and in the directory.
    private static byte[] Encrypted()
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var member = zip.CreateEntry("a", CompressionLevel.NoCompression).Open();
            member.Write(new byte[60]);
        }

        var bytes = archive.ToArray();
        bytes[6] |= 1;
        bytes[bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return bytes;
    }
}
