using UploadProcessing.TestSupport.Clam;

namespace ServiceTests.Processing.VirusScan;

/// <summary>A clamd that says when it gives up, for the tests of a class.</summary>
public sealed class ClamFixture : IAsyncLifetime
{
    internal ClamDaemon Daemon { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Daemon = await ClamDaemon.StartNewAsync(ClamDaemon.Honest, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Daemon.DisposeAsync();
}
