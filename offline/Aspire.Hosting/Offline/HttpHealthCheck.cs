using System.Globalization;

namespace Aspire.Hosting.Offline;

/// <summary>Healthy while a GET is answered with the expected status.</summary>
internal sealed class HttpHealthCheck(IHttpClientFactory clients, EndpointReference endpoint, string path, int expected) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var client = clients.CreateClient(nameof(HttpHealthCheck));
            using var answer = await client.GetAsync(
                new Uri(new Uri(endpoint.Url), path), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var status = (int)answer.StatusCode;
            return status == expected
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("answered " + status.ToString(CultureInfo.InvariantCulture));
        }
        catch (HttpRequestException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }
}
