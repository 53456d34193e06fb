using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary><c>GET /metrics</c> for a Prometheus server, where the operator has given it a token: ocdav and the gateway face everybody.</summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    private const string Scheme = "Bearer";

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

        // Compared as hashes: what differs in length takes no less time.
        var expected = Hash(token);
        app.UseWhen(
            context => context.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase),
            scraped =>
            {
                scraped.Use((context, next) => IsGiven(context, expected) ? next(context) : RefuseAsync(context));
                scraped.UseOpenTelemetryPrometheusScrapingEndpoint(Path);
            });
    }

    private static bool IsGiven(HttpContext context, byte[] expected) =>
        AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var given)
        && given.Scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(given.Parameter ?? ""), expected);

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = Scheme;
        return TypedResults.Problem("Send the token of Metrics:Token as a bearer token.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string? TokenOf(IConfiguration configuration) =>
        configuration[$"{MetricsOptions.SectionName}:{nameof(MetricsOptions.Token)}"] is { Length: > 0 } token ? token : null;
}
