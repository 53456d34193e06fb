using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using UploadProcessing.Contracts.Resources;

namespace UploadProcessing.AppHost.Resources;

/// <summary>How every resource is now, and how often each was started again. Parameters are none of it: they hold the secrets.</summary>
internal sealed class ResourceStates(ResourceNotificationService notifications) : BackgroundService
{
    private const string ProcessId = "executable.pid";

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    public IResource? Find(string name) => _known.TryGetValue(name, out var known) ? known.Resource : null;

    public IReadOnlyList<ResourceStatus> All() => [.. _known.Values.OrderBy(known => known.Resource.Name, StringComparer.Ordinal).Select(Status)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                Remember(change);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application ends.
        }
    }

    private void Remember(ResourceEvent change)
    {
        if (change.Resource is not ParameterResource)
        {
            _known.AddOrUpdate(
                change.Resource.Name, _ => new Known(change.Resource, change.Snapshot, Starts(null, change.Snapshot)),
                (_, before) => new Known(change.Resource, change.Snapshot, before.Starts + Starts(before.Now, change.Snapshot)));
        }
    }

    private static int Starts(CustomResourceSnapshot? before, CustomResourceSnapshot now) =>
        now.StartTimeStamp is { } started && started != before?.StartTimeStamp ? 1 : 0;

    private static ResourceStatus Status(Known known)
    {
        var now = known.Now;
        var runs = now.State?.Text == KnownResourceStates.Running;
        return new ResourceStatus(
            known.Resource.Name, now.ResourceType, now.State?.Text ?? "", now.HealthStatus?.ToString(), runs ? Pid(now) : null, now.ExitCode,
            Math.Max(0, known.Starts - 1), Utc(now.StartTimeStamp), Utc(now.StopTimeStamp), [.. Endpoints(known.Resource)],
            [
                .. now.Commands.Where(command => command.State is not ResourceCommandState.Hidden).Select(command => new ResourceCommand(
                    command.Name, command.DisplayName, command.DisplayDescription, command.State is ResourceCommandState.Enabled)),
            ]);
    }

    private static int? Pid(CustomResourceSnapshot now) => now.Properties.FirstOrDefault(property => property.Name == ProcessId)?.Value is { } pid
        ? Convert.ToInt32(pid, CultureInfo.InvariantCulture)
        : null;

    private static DateTimeOffset? Utc(DateTime? time) => time is { } known ? new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;

    private static IEnumerable<ResourceEndpoint> Endpoints(IResource resource) => resource is IResourceWithEndpoints owner
        ? resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.AllocatedEndpoint is not null)
            .Select(endpoint => new ResourceEndpoint(endpoint.Name, new EndpointReference(owner, endpoint).Url))
        : [];

    private sealed record Known(IResource Resource, CustomResourceSnapshot Now, int Starts);
}
