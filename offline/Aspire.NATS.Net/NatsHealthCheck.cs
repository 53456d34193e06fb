using Microsoft.Extensions.Diagnostics.HealthChecks;
using NATS.Client.Core;

namespace Aspire.NATS.Net;

/// <summary>Degraded, not unhealthy, while the client connects again by itself.</summary>
internal sealed class NatsHealthCheck(INatsConnection connection) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            switch (connection.ConnectionState)
            {
                case NatsConnectionState.Open:
                    await connection.PingAsync(cancellationToken).ConfigureAwait(false);
                    return HealthCheckResult.Healthy();
                case NatsConnectionState.Closed:
                    await connection.ConnectAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
                    return HealthCheckResult.Healthy();
                default:
                    return HealthCheckResult.Degraded();
            }
        }
        catch (NatsException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
