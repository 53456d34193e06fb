using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Somebody who receives telemetry by OTLP: whoever OTEL_EXPORTER_OTLP_ENDPOINT names, and whoever UPLOADS_OTLP_ENDPOINT names.</summary>
/// <param name="Name">Tells the exporters' options apart; the empty name is the one the OTEL_* variables configure.</param>
/// <param name="Endpoint">Null where the OTEL_* variables say it.</param>
/// <param name="Headers">As in OTEL_EXPORTER_OTLP_HEADERS: <c>key=value,key=value</c>.</param>
/// <param name="Prompt">True when people and tests look at what just happened.</param>
internal sealed record OtlpTarget(string Name, Uri? Endpoint, string? Headers, bool Prompt)
{
    // What each export costs is the same for one span and for a hundred: these are as long as people and tests like to wait.
    private const int PromptDelay = 1000;
    private const int PromptMetricsDelay = 5000;

    /// <summary>That a request has begun is of interest at once or not at all.</summary>
    private const int StartsDelay = 200;

    public static List<OtlpTarget> Of(IConfiguration configuration, IHostEnvironment environment)
    {
        var targets = new List<OtlpTarget>();
        var prompt = environment.IsDevelopment();
        if (!string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            targets.Add(new OtlpTarget("", null, null, prompt));
        }

        if (configuration["UPLOADS_OTLP_ENDPOINT"] is { Length: > 0 } endpoint)
        {
            targets.Add(new OtlpTarget("uploads", new Uri(endpoint.TrimEnd('/') + '/'), configuration["UPLOADS_OTLP_HEADERS"], prompt));
        }

        return targets;
    }

    public void AddTo(TracerProviderBuilder traces) =>
        traces.AddOtlpExporter(NameOf("traces"), options =>
        {
            Configure(options, "v1/traces");
            if (Prompt)
            {
                options.BatchExportProcessorOptions.ScheduledDelayMilliseconds = PromptDelay;
            }
        });

    public void AddTo(MeterProviderBuilder metrics) =>
        metrics.AddOtlpExporter(NameOf("metrics"), (options, reader) =>
        {
            Configure(options, "v1/metrics");
            if (Prompt)
            {
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = PromptMetricsDelay;
            }
        });

    public void AddTo(LoggerProviderBuilder logs) =>
        logs.AddOtlpExporter(NameOf("logs"), (options, processor) =>
        {
            Configure(options, "v1/logs");
            if (Prompt)
            {
                processor.BatchExportProcessorOptions.ScheduledDelayMilliseconds = PromptDelay;
            }
        });

    /// <summary>Of a logger of its own, apart from the service's.</summary>
    public void AddTo(OpenTelemetryLoggerOptions logs) =>
        logs.AddOtlpExporter((options, processor) =>
        {
            Configure(options, "v1/logs");
            processor.BatchExportProcessorOptions.ScheduledDelayMilliseconds = StartsDelay;
        });

    /// <summary>Options of one name are one object for all three signals, and these differ in the path.</summary>
    private string NameOf(string signal) => Endpoint is null ? Name : $"{Name}-{signal}";

    /// <summary>The OTEL_* variables are the other target's: protocol, path and headers of this one are all set here.</summary>
    private void Configure(OtlpExporterOptions options, string path)
    {
        if (Endpoint is null)
        {
            return;
        }

        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(Endpoint, path);
        options.Headers = Headers ?? "";
    }
}
