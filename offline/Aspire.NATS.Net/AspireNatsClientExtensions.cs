using Aspire.NATS.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace Microsoft.Extensions.Hosting;

/// <summary>A NATS connection from a connection string, with a health check and traces.</summary>
public static class AspireNatsClientExtensions
{
    private const string Section = "Aspire:Nats:Client";

    public static void AddNatsClient(this IHostApplicationBuilder builder, string connectionName) =>
        builder.Add(connectionName, configureSettings: null, configureOptions: null);

    public static void AddNatsClient(
        this IHostApplicationBuilder builder, string connectionName, Action<NatsClientSettings>? configureSettings) =>
        builder.Add(connectionName, configureSettings, configureOptions: null);

    public static void AddNatsClient(
        this IHostApplicationBuilder builder, string connectionName, Func<NatsOpts, NatsOpts>? configureOptions) =>
        builder.Add(connectionName, configureSettings: null, configureOptions is null ? null : (_, options) => configureOptions(options));

    public static void AddNatsClient(
        this IHostApplicationBuilder builder, string connectionName, Func<IServiceProvider, NatsOpts, NatsOpts>? configureOptions) =>
        builder.Add(connectionName, configureSettings: null, configureOptions);

    public static void AddNatsClient(
        this IHostApplicationBuilder builder, string connectionName, Action<NatsClientSettings>? configureSettings,
        Func<NatsOpts, NatsOpts>? configureOptions) =>
        builder.Add(connectionName, configureSettings, configureOptions is null ? null : (_, options) => configureOptions(options));

    public static void AddNatsJetStream(this IHostApplicationBuilder builder) =>
        builder.Services.TryAddSingleton<INatsJSContext>(services => new NatsJSContext(services.GetRequiredService<NatsConnection>()));

    private static void Add(
        this IHostApplicationBuilder builder, string connectionName, Action<NatsClientSettings>? configureSettings,
        Func<IServiceProvider, NatsOpts, NatsOpts>? configureOptions)
    {
        var settings = new NatsClientSettings();
        builder.Configuration.GetSection(Section).Bind(settings);
        builder.Configuration.GetSection($"{Section}:{connectionName}").Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.TryAddSingleton(services =>
        {
            var url = settings.ConnectionString ?? throw new InvalidOperationException($"There is no connection string named '{connectionName}'.");
            var options = NatsOpts.Default with { Url = url, LoggerFactory = services.GetRequiredService<ILoggerFactory>() };
            return new NatsConnection(configureOptions?.Invoke(services, options) ?? options);
        });
        builder.Services.TryAddSingleton<INatsConnection>(services => services.GetRequiredService<NatsConnection>());

        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                "NATS", services => new NatsHealthCheck(services.GetRequiredService<INatsConnection>()), failureStatus: null, tags: null));
        }

        if (!settings.DisableTracing)
        {
            builder.Services.AddOpenTelemetry().WithTracing(traces => traces.AddSource("NATS.Net"));
        }
    }
}
