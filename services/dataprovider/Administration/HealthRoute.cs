using Microsoft.Extensions.Diagnostics.HealthChecks;
using UploadProcessing.Contracts.Administration;

namespace UploadProcessing.DataProvider.Administration;

/// <summary><c>GET /admin/health</c>: what <c>/health</c> says in a word, with its reasons.</summary>
internal static class HealthRoute
{
    public static void MapHealth(this IEndpointRouteBuilder routes, HealthCheckService health) => routes.MapGet("/admin/health", async (CancellationToken cancellationToken) =>
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        return TypedResults.Json(
            new AdminHealth(report.Status.ToString(), [.. report.Entries.Select(entry =>
                new AdminHealthCheck(entry.Key, entry.Value.Status.ToString(), entry.Value.Description, entry.Value.Data.ToDictionary(one => one.Key, one => $"{one.Value}")))]),
            AdminJson.Default.AdminHealth);
    });
}
