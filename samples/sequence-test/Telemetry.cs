using OpenTelemetry;
using OpenTelemetry.Trace;

namespace UploadProcessing.Samples.SequenceTest;

/// <summary>What Aspire's template of service defaults has, as far as this sample needs it.</summary>
internal static class Telemetry
{
    // Where the spans go is in OTEL_EXPORTER_OTLP_ENDPOINT; Aspire sets it, and so does the test.
    public static void AddTelemetry(this IHostApplicationBuilder builder) => builder.Services.AddOpenTelemetry()
        .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation())
        .UseOtlpExporter();
}
