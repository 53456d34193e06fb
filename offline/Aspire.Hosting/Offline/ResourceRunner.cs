using System.Globalization;

namespace Aspire.Hosting.Offline;

/// <summary>One resource's life: it waits, starts, runs, ends, and may be started again. Nobody restarts it by himself.</summary>
internal sealed class ResourceRunner(
    IResource resource, CommandFactory commands, ResourceNotificationService notifications, HealthProbe health, ResourceConsole console,
    ResourceLoggerService loggers, TimeProvider time, ILogger<ResourceRunner> logger) : IDisposable
{
    private const int KeptLines = 20;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Queue<string> _lastLines = new();
    private CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public void AddCommands()
    {
        Add(KnownResourceCommands.StartCommand, whileRunning: false, StartAsync);
        Add(KnownResourceCommands.RestartCommand, whileRunning: true, StartAsync);
        Add(KnownResourceCommands.StopCommand, whileRunning: true, _ => StopAsync());

        void Add(string name, bool whileRunning, Func<CancellationToken, Task> action) => resource.Annotations.Add(new ResourceCommandAnnotation(
            name, CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name), async context =>
            {
                await action(context.CancellationToken).ConfigureAwait(false);
                return CommandResults.Success();
            }, new CommandOptions { UpdateState = now => Suits(now.ResourceSnapshot.State?.Text, whileRunning) }));
    }

    /// <summary>Starts the process, or starts it anew if it runs: nothing asks for the state, as in the packages.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await EndRunAsync().ConfigureAwait(false);
            _stop.Dispose();
            _stop = new CancellationTokenSource();
            _run = RunAsync(_stop.Token);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task StopAsync()
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await EndRunAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _stop.Dispose();
    }

    private static ResourceCommandState Suits(string? state, bool whileRunning) =>
        state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
        : (state is null || state == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(state)) != whileRunning ? ResourceCommandState.Enabled
        : ResourceCommandState.Hidden;

    private async Task EndRunAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await WaitForOthersAsync(stop).ConfigureAwait(false);
            await PublishAsync(KnownResourceStates.Starting).ConfigureAwait(false);
            var command = await commands.CreateAsync(resource, stop).ConfigureAwait(false);
            using var child = await ChildProcess.StartAsync(command, Output).ConfigureAwait(false);
            await SuperviseAsync(child, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await PublishAsync(KnownResourceStates.NotStarted).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever hinders one resource must not take the others down; its state says what became of it.
            logger.ResourceNotStarted(exception, resource.Name);
            await PublishAsync(KnownResourceStates.FailedToStart).ConfigureAwait(false);
        }
    }

    private async Task WaitForOthersAsync(CancellationToken stop)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToList();
        await PublishAsync(waits.Count > 0 ? KnownResourceStates.Waiting : KnownResourceStates.Starting).ConfigureAwait(false);
        foreach (var wait in waits)
        {
            await notifications.WaitForResourceHealthyAsync(wait.Resource.Name, stop).ConfigureAwait(false);
        }
    }

    private async Task SuperviseAsync(ChildProcess child, CancellationToken stop)
    {
        await notifications.PublishUpdateAsync(resource, now => now with
        {
            State = KnownResourceStates.Running,
            HealthStatus = HealthProbe.HasChecks(resource) ? HealthStatus.Unhealthy : HealthStatus.Healthy,
            StartTimeStamp = time.GetUtcNow().UtcDateTime,
            StopTimeStamp = null,
            Properties = [new ResourcePropertySnapshot("executable.pid", child.Id)],
        }).ConfigureAwait(false);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = health.WatchAsync(resource, ended.Token);
        await Task.WhenAny(child.Ended, Task.Delay(Timeout.InfiniteTimeSpan, time, ended.Token)).ConfigureAwait(false);
        var wanted = stop.IsCancellationRequested;
        await ended.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(false);
        if (wanted)
        {
            await PublishAsync(KnownResourceStates.Stopping).ConfigureAwait(false);
            await child.StopAsync(time).ConfigureAwait(false);
        }

        var exitCode = await child.Ended.ConfigureAwait(false);
        await notifications.PublishUpdateAsync(resource, now => now with
        {
            State = KnownResourceStates.Finished,
            ExitCode = exitCode,
            HealthStatus = null,
            StopTimeStamp = time.GetUtcNow().UtcDateTime,
        }).ConfigureAwait(false);
        if (!wanted)
        {
            logger.ResourceDied(resource.Name, exitCode, LastLines());
        }
    }

    private Task PublishAsync(string state) =>
        notifications.PublishUpdateAsync(resource, now => now with { State = state, HealthStatus = null, ExitCode = null });

    private void Output(string line, bool isError)
    {
        console.Line(resource.Name, line);
        loggers.Add(resource.Name, line, isError);
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > KeptLines)
            {
                _lastLines.Dequeue();
            }
        }
    }

    private string LastLines()
    {
        lock (_lastLines)
        {
            return string.Concat(_lastLines.Select(line => $"{Environment.NewLine}    {line}"));
        }
    }
}
