using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.ServiceDefaults.Health;
using UploadProcessing.ServiceDefaults.Telemetry;

namespace UploadProcessing.ServiceDefaults;

/// <summary>What every participant has: telemetry, health, service discovery, errors as problem details, the audit log, the clock.</summary>
public static class Extensions
{
    /// <summary>Registers telemetry, health checks, service discovery, problem details (RFC 9457) and the system's clock.</summary>
    /// <remarks>
    /// No resilience for HTTP clients: a retried or timed upload breaks. Clients of the control plane ask for it with
    /// <see cref="ControlPlane.ControlPlaneResilience.AddControlPlaneResilience"/>.
    /// </remarks>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        LastWords.Install(builder.Environment.ApplicationName);
        builder.AddTelemetry();
        EndOfInput.AddTo(builder);
        // A line for each attempt of each call at Information, and every call has one.
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        // All it knows about the server at each connection; what goes wrong is a warning.
        builder.Logging.AddFilter("NATS.Client", LogLevel.Warning);
        // Whatever the default level is.
        builder.Logging.AddFilter(AuditLog.Category, LogLevel.Information);
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddHostedService<OpenFiles>();
        builder.Services.AddHealthChecks();
        builder.Services.AddServiceDiscovery();
        builder.Services.AddProblemDetails();
        builder.Services.Configure<ExceptionHandlerOptions>(options =>
        {
            options.StatusCodeSelector = exception => exception is BadHttpRequestException refused
                ? refused.StatusCode
                : StatusCodes.Status500InternalServerError;
            // A client's malformed request is no error of this server's.
            options.SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException;
        });
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>
    /// <c>/health</c>: ready for work; <c>/alive</c>: the process answers; in Development <c>/about</c>: its name and process id.
    /// Where a token is configured for it, <c>/metrics</c> for a Prometheus server.
    /// An exception of an endpoint is answered with problem details, without its text.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.UseExceptionHandler();
        SpanStarts.UseIn(app);
        app.MapHealthEndpoints();
        app.MapMetricsEndpoint();
        return app;
    }
}
