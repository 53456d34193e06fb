using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace UploadProcessing.ServiceDefaults.Health;

/// <summary>The endpoints orchestrators and tests ask again and again; they are in no trace and no metric.</summary>
internal static class HealthEndpoints
{
    private const string Health = "/health";
    private const string Alive = "/alive";
    private const string About = "/about";
    private const string GrpcHealth = "/grpc.health.v1.Health";

    public static void MapHealthEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(Health).DisableHttpMetrics();
        app.MapHealthChecks(Alive, new() { Predicate = check => check.Tags.Contains("live") }).DisableHttpMetrics();
        if (app.Environment.IsDevelopment())
        {
            app.MapGet(About, () => new { name = app.Environment.ApplicationName, pid = Environment.ProcessId }).DisableHttpMetrics();
        }
    }

    /// <summary>Compared as routing does: any case, and nothing behind the name.</summary>
    public static bool IsHealth(HttpContext context)
    {
        var path = context.Request.Path;
        return path.Equals(Health, StringComparison.OrdinalIgnoreCase)
            || path.Equals(Alive, StringComparison.OrdinalIgnoreCase)
            || path.Equals(About, StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments(GrpcHealth, StringComparison.Ordinal);
    }
}
