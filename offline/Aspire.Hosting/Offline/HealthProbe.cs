namespace Aspire.Hosting.Offline;

/// <summary>Asks a running resource's health checks again and again, and publishes what they say.</summary>
internal sealed class HealthProbe(HealthCheckService checks, ResourceNotificationService notifications, TimeProvider time)
{
    private static readonly TimeSpan WhileUnhealthy = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(5);

    public static bool HasChecks(IResource resource) => resource.Annotations.OfType<HealthCheckAnnotation>().Any();

    public async Task WatchAsync(IResource resource, CancellationToken cancellationToken)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet();
        if (keys.Count == 0)
        {
            return;     // Running is healthy.
        }

        try
        {
            while (true)
            {
                var report = await checks.CheckHealthAsync(check => keys.Contains(check.Name), cancellationToken).ConfigureAwait(false);
                await notifications.PublishUpdateAsync(resource, now => now.State?.Text == KnownResourceStates.Running
                    ? now with { HealthStatus = report.Status }
                    : now).ConfigureAwait(false);
                await Task.Delay(report.Status == HealthStatus.Healthy ? WhileHealthy : WhileUnhealthy, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process ended; its last state says so.
        }
    }
}
