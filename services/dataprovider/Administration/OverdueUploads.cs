using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.DataProvider.Administration;

/// <summary>Looks for uploads that are processed for longer than they should be: nothing is stuck without somebody being told.</summary>
/// <remarks>Unhealthy is nobody by it: a restart of this service would not help.</remarks>
internal sealed class OverdueUploads(IMetadataStore metadata, IOptions<AdministrationOptions> options, TimeProvider time, ILogger<OverdueUploads> logger)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private Backlog _overdue = new(0, null);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var overdue = Volatile.Read(ref _overdue);
        var data = new Dictionary<string, object> { ["uploads"] = overdue.Events, ["since"] = overdue.Oldest?.ToString("O") ?? "" };
        return Task.FromResult(overdue.Events == 0
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded($"{overdue.Events} uploads have been processed for longer than {options.Value.OverdueAfter}.", data: data));
    }

    /// <summary>One look.</summary>
    public async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - options.Value.OverdueAfter;
        var (overdue, underWay) = await metadata.ReadAsync(
            async transaction => (await transaction.Uploads.ProcessingSinceAsync(since), await transaction.Uploads.CountUnderWayAsync()), cancellationToken);
        if (overdue.Events > _overdue.Events)
        {
            logger.UploadsOverdue(overdue.Events, options.Value.OverdueAfter, overdue.Oldest);
        }

        Volatile.Write(ref _overdue, overdue);
        Telemetry.Overdue.Record(overdue.Events);
        Telemetry.Active.Record(underWay.Receiving, Telemetry.Receiving);
        Telemetry.Active.Record(underWay.Processing, Telemetry.Processing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
#pragma warning disable CA1031 // Whatever it was, the next look may see more; the storage's own health check tells of the storage.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                logger.OverdueNotLooked(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
