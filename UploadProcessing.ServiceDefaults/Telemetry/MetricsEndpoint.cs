using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using UploadProcessing.ServiceDefaults.Http;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary><c>GET /metrics</c> for a Prometheus server, where the operator has given it a token: ocdav and the gateway face everybody.</summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    public static void AddMetricsEndpoint(this IHostApplicationBuilder builder, MeterProviderBuilder metrics)
    {
        builder.Services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        if (TokenOf(builder.Configuration) is not null)
        {
            metrics.AddPrometheusExporter();
        }
    }

    public static void MapMetricsEndpoint(this WebApplication app)
    {
        if (TokenOf(app.Configuration) is not { } token)
        {
            return;
        }

        var secret = new BearerSecret(token);
        app.UseWhen(
            context => context.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase),
            scraped =>
            {
                scraped.Use((context, next) => secret.IsShownBy(context.Request)
                    ? next(context)
                    : BearerSecret.RefuseAsync(context, "Send the token of Metrics:Token as a bearer token."));
                scraped.UseOpenTelemetryPrometheusScrapingEndpoint(Path);
            });
    }

    private static string? TokenOf(IConfiguration configuration) =>
        configuration[$"{MetricsOptions.SectionName}:{nameof(MetricsOptions.Token)}"] is { Length: > 0 } token ? token : null;
}
