using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceTests.Processing.Support;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Processing.Steps.VirusScan;
using UploadProcessing.TestSupport;
using UploadProcessing.TestSupport.Clam;

namespace ServiceTests.Processing.VirusScan;

/// <summary>The step <c>virusscan</c> and a real clamd.</summary>
public sealed class VirusScanStepTests : IAsyncLifetime
{
    // Small, so that tests need not send much; with the limits that a scanner should have.
    private static readonly string[] Limits = ["StreamMaxLength 80M", "MaxFileSize 80M", "MaxScanSize 200M", "AlertExceedsMax yes", "AlertEncrypted yes"];

    private readonly KeptLogs _logs = new();
    private readonly ScannerProof _proof;
    private ClamDaemon _clamd = null!;

    public VirusScanStepTests() => _proof = new ScannerProof(LoggerFactory.Create(logging => logging.AddProvider(_logs)).CreateLogger<ScannerProof>());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _clamd = await ClamDaemon.StartNewAsync(Stop, Limits);

    public ValueTask DisposeAsync() => _clamd.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CleanFile_Passes(bool unix) =>
        Assert.Equal(StepResult.Continue, await ScanAsync(Content("hello"u8.ToArray()), ("Address", unix ? _clamd.UnixAddress : _clamd.TcpAddress)));

    [Theory]
    [InlineData("Delete", false)]
    [InlineData("Abort", true)]
    public async Task Eicar_IsFoundAndNamed(string policy, bool keepBytes)
    {
        var result = Assert.IsType<StepResult.EndResult>(await ScanAsync(Content(ClamDaemon.Eicar), ("Found", policy)));

        Assert.Equal(keepBytes, result.KeepBytes);
        Assert.Contains("Eicar-Test-Signature", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eicar_AtTheEndOfALargeFile_IsFound() =>
        Assert.IsType<StepResult.EndResult>(await ScanAsync(new StreamedContent(new PatternStream(60 << 20, seed: 1), ClamDaemon.Eicar)));

    [Fact]
    public async Task CleanFileOf64MiB_PassesWithoutBeingHeldInMemory()
    {
        // The first scan asks the scanner how far it looks, which costs once.
        await ScanAsync(Content("hello"u8.ToArray()));
        var (before, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        var content = new StreamedContent(new PatternStream(64 << 20, seed: 1), [], () =>
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            return Task.CompletedTask;
        });

        Assert.Equal(StepResult.Continue, await ScanAsync(content));

        Assert.InRange(most, 1, 24 << 20);
    }

    [Theory]
    [InlineData("Abort")]
    [InlineData("Retry")]
    [InlineData("Continue")]
    public async Task LargerThanTheStepSends_IsNotScannedAndNeverClean(string policy)
    {
        var result = await ScanAsync(Content(new byte[2000]), ("MaximumSize", "1000"), ("NotScanned", policy));

        IsNotScanned(policy, result);
    }

    [Fact]
    public async Task LargerThanTheScannerTakes_IsNotScanned()
    {
        await using var small = await ClamDaemon.StartNewAsync(Stop, "StreamMaxLength 1M", "MaxFileSize 1M", "MaxScanSize 1M", "AlertExceedsMax yes");

        var result = await ScanAsync(new StreamedContent(new PatternStream(20 << 20, seed: 1), []), ("Address", small.UnixAddress), ("NotScanned", "Continue"));

        IsNotScanned("Continue", result);
    }

    [Fact]
    public async Task ScannerThatAnswersOkBeyondItsLimits_IsFoundOut()
    {
        // As Debian's clamd does, without AlertExceedsMax.
        await using var lax = await ClamDaemon.StartNewAsync(Stop, "StreamMaxLength 80M", "MaxFileSize 2M", "MaxScanSize 2M");

        var result = await ScanAsync(
            new StreamedContent(new PatternStream(10 << 20, seed: 1), ClamDaemon.Eicar), ("Address", lax.UnixAddress), ("NotScanned", "Continue"));

        IsNotScanned("Continue", result);
        Assert.Contains(_logs.All, log => log.Message.Contains("AlertExceedsMax", StringComparison.Ordinal));
        Assert.Equal(StepResult.Continue, await ScanAsync(Content("hello"u8.ToArray()), ("Address", lax.UnixAddress)));
    }

    [Fact]
    public async Task ScannerWithoutUsefulSignatures_ScansNothing()
    {
        await using var blind = await ClamDaemon.StartNewAsync(Stop, Limits);
        await blind.KillAsync();
        await File.WriteAllTextAsync(Path.Combine(blind.Database, "test.ndb"), $"Other:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes("something else"))}\n", Stop);
        await blind.StartAsync(Stop);

        IsNotScanned("Abort", await ScanAsync(Content("hello"u8.ToArray()), ("Address", blind.UnixAddress)));
    }

    [Fact]
    public async Task ScannerAway_IsTriedAgain()
    {
        await _clamd.KillAsync();

        Assert.IsType<StepResult.RetryResult>(await ScanAsync(Content("hello"u8.ToArray())));
    }

    [Fact]
    public async Task ScannerKilledDuringAScan_IsTriedAgain()
    {
        await ScanAsync(Content("hello"u8.ToArray()));
        var content = new StreamedContent(new PatternStream(64 << 20, seed: 1), [], () => _clamd.KillAsync());

        Assert.IsType<StepResult.RetryResult>(await ScanAsync(content));
    }

    [Fact]
    public async Task Deadline_EndsTheScan()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await ScanAsync(Content("hello"u8.ToArray()));
        var content = new StreamedContent(new PatternStream(64 << 20, seed: 1), [], () => deadline.CancelAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ScanAsync(content, deadline.Token));
    }

    [Fact]
    public async Task TwoScansAtOnce_AreTwoScans()
    {
        var results = await Task.WhenAll(
            ScanAsync(new StreamedContent(new PatternStream(20 << 20, seed: 1), ClamDaemon.Eicar)),
            ScanAsync(new StreamedContent(new PatternStream(20 << 20, seed: 2), [])));

        Assert.IsType<StepResult.EndResult>(results[0]);
        Assert.Equal(StepResult.Continue, results[1]);
    }

    private static void IsNotScanned(string policy, StepResult result)
    {
        switch (policy)
        {
            case "Continue":
                Assert.StartsWith("not scanned", Assert.IsType<StepResult.ContinueResult>(result).Mark, StringComparison.Ordinal);
                break;
            case "Retry":
                Assert.IsType<StepResult.RetryResult>(result);
                break;
            default:
                Assert.True(Assert.IsType<StepResult.EndResult>(result).KeepBytes);
                break;
        }
    }

    private static StreamedContent Content(byte[] bytes) => new(new MemoryStream(), bytes);

    private Task<StepResult> ScanAsync(StreamedContent content, params (string Key, string Value)[] settings) => ScanAsync(content, Stop, settings);

    private async Task<StepResult> ScanAsync(StreamedContent content, CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Processing:Steps:virusscan:Address", _clamd.UnixAddress),
            new("Processing:Steps:virusscan:MaximumSize", $"{70 << 20}"),
        ]);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => new KeyValuePair<string, string?>($"Processing:Steps:virusscan:{setting.Key}", setting.Value)));
        builder.Logging.AddProvider(_logs);
        builder.AddVirusScanStep();
        // As in one process: the scanner is asked once how far it looks.
        builder.Services.AddSingleton(_proof);
        using var host = builder.Build();
        return await host.Services.GetRequiredService<StepKind>().Step.RunAsync(Attempt.Of("virusscan") with { Content = content }, cancellationToken);
    }

    /// <summary>Bytes as they come, and others at their end.</summary>
    private sealed class StreamedContent(Stream first, byte[] last, Func<Task>? midway = null) : IUploadContent
    {
        private readonly long _length = first.Length + last.Length;

        public long Length => _length;

        public async ValueTask<Stream> OpenAsync(long offset, CancellationToken cancellationToken)
        {
            var pipe = new System.IO.Pipelines.Pipe(new System.IO.Pipelines.PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19));
            _ = FillAsync(pipe.Writer, cancellationToken);
            await Task.Yield();
            return pipe.Reader.AsStream();
        }

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Uri PublicAddress(DateTimeOffset expiresAt) => throw new NotSupportedException();

        private async Task FillAsync(System.IO.Pipelines.PipeWriter writer, CancellationToken cancellationToken)
        {
            try
            {
                var block = new byte[1 << 16];
                for (int count, total = 0; (count = await first.ReadAsync(block, cancellationToken)) > 0; total += count)
                {
                    if (midway is not null && total >= 8 << 20 && total % (8 << 20) == 0)
                    {
                        await midway();
                    }

                    await writer.WriteAsync(block.AsMemory(0, count), cancellationToken);
                }

                await writer.WriteAsync(last, cancellationToken);
                await writer.CompleteAsync();
            }
            catch (Exception exception)
            {
                await writer.CompleteAsync(exception);
            }
        }
    }
}
