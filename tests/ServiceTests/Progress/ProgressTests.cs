namespace ServiceTests.Progress;

/// <summary>What the suites about progress share: a dataprovider of each test's own, on the data root of its suite.</summary>
public abstract class ProgressTests(ProgressScene scene) : IClassFixture<ProgressScene>, IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected ProgressScene Scene => scene;

    /// <summary>A client of the dataprovider.</summary>
    protected HttpClient At { get; private set; } = null!;

    /// <summary>How the dataprovider is configured beyond what the scene says.</summary>
    protected virtual string[] Settings => [];

    public virtual async ValueTask InitializeAsync() => At = await scene.StartAsync(Settings);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        At.Dispose();
        await scene.StopLastAsync();
    }
}
