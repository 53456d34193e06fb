using Microsoft.Extensions.Diagnostics.HealthChecks;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace UploadProcessing.AppHost;

/// <summary>Healthy once one can connect with the connection string that others are given, and JetStream answers.</summary>
internal sealed class JetStreamHealthCheck(IResourceWithConnectionString nats) : IHealthCheck
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var url = await nats.GetConnectionStringAsync(cancellationToken);
        if (url is null)
        {
            return HealthCheckResult.Unhealthy("There is no connection string yet.");
        }

        try
        {
            await using var connection = new NatsConnection(NatsOpts.Default with { Url = url, ConnectTimeout = ConnectLimit });
            await connection.ConnectAsync();
            await new NatsJSContext(connection).GetAccountInfoAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is NatsException or NatsJSException or IOException)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }
}
