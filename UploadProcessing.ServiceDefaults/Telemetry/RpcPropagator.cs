using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>
/// Lets the answering side of a gRPC call be the child of the call itself. HttpClient puts a span of its own in between, and
/// that one is not exported: one arrow is one client span and one server span.
/// </summary>
internal sealed class RpcPropagator(DistributedContextPropagator inner) : DistributedContextPropagator
{
    public override IReadOnlyCollection<string> Fields => inner.Fields;

    /// <summary>The propagator belongs to the process: HttpClient takes it from there, and has no other place to ask.</summary>
    public static void Install()
    {
        if (Current is not RpcPropagator)
        {
            Current = new RpcPropagator(Current);

            // With OpenTelemetry's default, which adds baggage, its instrumentation writes the headers itself and asks nobody.
            Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        }
    }

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
        inner.Inject(activity?.Parent is { Source.Name: RpcSpans.ClientSource } call ? call : activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        inner.ExtractBaggage(carrier, getter);
}
