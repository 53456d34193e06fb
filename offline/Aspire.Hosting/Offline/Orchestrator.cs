namespace Aspire.Hosting.Offline;

/// <summary>Starts every resource with the application and ends them with it.</summary>
internal sealed class Orchestrator(
    IEnumerable<ResourceRunner> runners, ResourceNotificationService notifications, ResourceConsole console, ILogger<Orchestrator> logger) : IHostedService, IAsyncDisposable
{
    private readonly List<ResourceRunner> _runners = [.. runners];
    private readonly CancellationTokenSource _ended = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>Nobody's health is waited for here.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!ChildCommand.ChildrenDieWithUs)
        {
            logger.ChildrenMayOutliveUs();
        }

        _watching = ShowStatesAsync(_ended.Token);
        foreach (var runner in _runners)
        {
            runner.AddCommands();
            await runner.StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_runners.Select(runner => runner.StopAsync())).ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
    }

    /// <summary>An application may be disposed without having been stopped; stopping twice is harmless.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _ended.Dispose();
    }

    private async Task ShowStatesAsync(CancellationToken cancellationToken)
    {
        var shown = new Dictionary<string, string>();
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                var name = change.Resource.Name;
                var state = Describe(change.Snapshot);
                if (shown.GetValueOrDefault(name) != state)
                {
                    shown[name] = state;
                    console.State(name, state);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application has ended.
        }
    }

    private static string Describe(CustomResourceSnapshot now) => (now.State?.Text, now.HealthStatus, now.ExitCode) switch
    {
        (var state, { } health, _) => $"{state}, {health}",
        (var state, null, { } code) => $"{state}, exit code {code}",
        var (state, _, _) => state ?? "",
    };
}
