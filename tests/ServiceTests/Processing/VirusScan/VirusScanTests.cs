using System.Text;
using ServiceTests.Processing.Support;
using UploadProcessing.Processing.Steps;
using UploadProcessing.TestSupport.Clam;

namespace ServiceTests.Processing.VirusScan;

/// <summary>The step against a clamd that says when it gives up.</summary>
public sealed class VirusScanTests(ClamFixture fixture) : IClassFixture<ClamFixture>
{
    private const int MiB = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Address => fixture.Daemon.Address;

    [Theory]
    [InlineData("")]
    [InlineData("Nothing is wrong with this.")]
    public async Task Upload_WithoutAVirus_Continues(string text)
    {
        await using var host = ScanHost.Of(Address);

        Assert.Equal(StepResult.Continue, await host.ScanAsync(new TestContent(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public async Task Upload_WithAVirus_IsDeletedAndTheReasonNamesIt()
    {
        await using var host = ScanHost.Of(Address);

        Assert.Equal(ScanHost.Deleted, await host.ScanAsync(new TestContent(ClamDaemon.TestVirus)));
        Assert.Contains(host.Logs.All, line => line.Message.Contains(ClamDaemon.VirusName, StringComparison.Ordinal) && line.Message.Contains("ClamAV 1.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Upload_WithAVirus_IsKeptWhereTheOperatorSaysSo()
    {
        await using var host = ScanHost.Of(Address, "Found=Abort");

        Assert.Equal(StepResult.Abort($"A virus was found: {ClamDaemon.VirusName}.UNOFFICIAL."), await host.ScanAsync(new TestContent(ClamDaemon.TestVirus)));
    }

    [Fact]
    public async Task Upload_OverTcp_IsScanned()
    {
        await using var host = ScanHost.Of(fixture.Daemon.TcpAddress);

        Assert.Equal(ScanHost.Deleted, await host.ScanAsync(new TestContent(MiB, ClamDaemon.TestVirus)));
    }

    [Fact]
    public async Task Upload_Of64MiB_IsStreamedInSmallPieces()
    {
        await using var host = ScanHost.Of(Address);
        var clean = new TestContent(64 * MiB, []);

        Assert.Equal(StepResult.Continue, await host.ScanAsync(clean));
        Assert.Equal(ScanHost.Deleted, await host.ScanAsync(new TestContent(64 * MiB, ClamDaemon.TestVirus)));
        Assert.InRange(clean.LargestRead, 1, MiB / 8);
    }

    [Fact]
    public async Task Uploads_AreScannedAtTheSameTime()
    {
        await using var host = ScanHost.Of(Address);
        var both = new CountdownEvent(2);
        var begun = new TaskCompletionSource();
        async Task MeetAsync(long position, CancellationToken cancellationToken)
        {
            if (position == MiB && both.Signal())
            {
                begun.SetResult();
            }

            await (position < MiB ? Task.CompletedTask : begun.Task.WaitAsync(Patience, cancellationToken));
        }

        var results = await Task.WhenAll(
            host.ScanAsync(new TestContent(2 * MiB, []) { WhileReading = MeetAsync }),
            host.ScanAsync(new TestContent(2 * MiB, ClamDaemon.TestVirus) { WhileReading = MeetAsync }));

        Assert.Equal([StepResult.Continue, ScanHost.Deleted], results);
    }

    [Fact]
    public async Task Scan_AtItsDeadline_IsCut()
    {
        await using var host = ScanHost.Of(Address);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var content = new TestContent(2 * MiB, [])
        {
            WhileReading = async (position, cancellationToken) =>
            {
                if (position >= MiB)
                {
                    await deadline.CancelAsync();
                    await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                }
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.ScanAsync(content, cancellationToken: deadline.Token).WaitAsync(Patience, Stop));
    }

    [Fact]
    public async Task Upload_WhoseBytesCannotBeRead_IsNotTakenForOneThatTheScannerFailedAt()
    {
        await using var host = ScanHost.Of(Address, "Unavailable=Continue");
        var content = new TestContent(2 * MiB, []) { WhileReading = (position, _) => position >= MiB ? throw new HttpRequestException("Gone.") : Task.CompletedTask };

        await Assert.ThrowsAsync<HttpRequestException>(() => host.ScanAsync(content, attempt: 10));
    }
}
