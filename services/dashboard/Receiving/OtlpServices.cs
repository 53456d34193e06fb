using Grpc.Core;
using UploadProcessing.Otlp;
using UploadProcessing.Dashboard.Telemetry;

namespace UploadProcessing.Dashboard.Receiving;

/// <summary>OTLP by gRPC: spans.</summary>
internal sealed class OtlpTraces(Translation translation, TelemetryStore store) : TraceService.TraceServiceBase
{
    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
    {
        store.Add(translation.Spans(request));
        return Task.FromResult(new ExportTraceServiceResponse());
    }
}

/// <summary>OTLP by gRPC: log records.</summary>
internal sealed class OtlpLogs(Translation translation, TelemetryStore store) : LogsService.LogsServiceBase
{
    public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
    {
        store.Add(translation.OpenSpans(request));
        store.Add(translation.Logs(request));
        return Task.FromResult(new ExportLogsServiceResponse());
    }
}

/// <summary>OTLP by gRPC: metrics.</summary>
internal sealed class OtlpMetrics(Translation translation, TelemetryStore store) : MetricsService.MetricsServiceBase
{
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
    {
        store.Add(translation.Metrics(request));
        return Task.FromResult(new ExportMetricsServiceResponse());
    }
}
