using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using UploadProcessing.ServiceDefaults.Health;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs of one participant. The processors stand before the exporters, so that nothing leaves unredacted.</summary>
internal static class ServiceTelemetry
{
    private static readonly string[] Names = ["UploadProcessing.*", "NATS.Net"];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        RpcPropagator.Install();
        var targets = OtlpTarget.Of(builder.Configuration, builder.Environment);
        var starts = SpanStarts.For(targets, builder.Environment.ApplicationName);
        if (starts is not null)
        {
            builder.Services.AddSingleton(_ => starts);      // by a factory, so that the container ends it
        }

        builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, QuietCategories>();
        builder.Logging.RedactConsole();
        builder.Services.AddOpenTelemetry()
            // The environment comes last and wins: OTEL_SERVICE_NAME is the name the topology gave this process.
            .ConfigureResource(resource => resource.AddService(builder.Environment.ApplicationName).AddEnvironmentVariableDetector())
            .WithTracing(traces =>
            {
                traces
                    .AddSource([.. Names, RpcSpans.ClientSource, builder.Environment.ApplicationName])
                    .AddAspNetCoreInstrumentation(options => options.Filter = context => !HealthEndpoints.IsHealth(context))
                    .AddHttpClientInstrumentation(options =>
                    {
                        options.FilterHttpRequestMessage = ClientSpans.IsWanted;
                        options.EnrichWithHttpRequestMessage = (activity, request) =>
                        {
                            ClientSpans.Describe(activity, request);
                            starts?.Client(activity, request);
                        };
                    })
                    .AddProcessor(new PlumbingFilter())
                    .AddProcessor(new RpcSpans())
                    .AddProcessor(new SpanRedaction());
                if (starts is not null)
                {
                    traces.AddProcessor(new DeliveryStarts(starts));
                }

                targets.ForEach(target => target.AddTo(traces));
            })
            .WithMetrics(metrics =>
            {
                metrics
                    .AddMeter([.. Names, builder.Environment.ApplicationName])
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation();
                builder.AddMetricsEndpoint(metrics);
                targets.ForEach(target => target.AddTo(metrics));
            })
            .WithLogging(
                logs =>
                {
                    logs.AddProcessor(new LogUpload()).AddProcessor(new LogRedaction());
                    targets.ForEach(target => target.AddTo(logs));
                },
                options =>
                {
                    options.IncludeFormattedMessage = true;
                    // ASP.NET Core's scope of a request carries RequestPath, and with it the token in /data/{jwt}.
                    options.IncludeScopes = false;
                });
    }
}
