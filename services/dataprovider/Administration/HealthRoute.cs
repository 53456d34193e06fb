using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace UploadProcessing.DataProvider.Administration;

/// <summary><c>GET /admin/health</c>: what <c>/health</c> says in a word, with its reasons.</summary>
internal static class HealthRoute
{
    public static void MapHealth(this IEndpointRouteBuilder routes, HealthCheckService health) => routes.MapGet("/admin/health", async (CancellationToken cancellationToken) =>
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        return TypedResults.Json(
            new HealthDetails(report.Status.ToString(), [.. report.Entries.Select(entry =>
                new HealthDetail(entry.Key, entry.Value.Status.ToString(), entry.Value.Description, entry.Value.Data.ToDictionary(one => one.Key, one => $"{one.Value}")))]),
            AdminJson.Default.HealthDetails);
    });
}

/// <summary>Whether this dataprovider is well.</summary>
internal sealed record HealthDetails(string Status, IReadOnlyList<HealthDetail> Checks);

/// <summary>One thing that was looked at.</summary>
internal sealed record HealthDetail(string Name, string Status, string? Description, IReadOnlyDictionary<string, string> Data);
