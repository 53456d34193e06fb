using Google.Protobuf;
using Microsoft.AspNetCore.Mvc;
using UploadProcessing.Otlp;
using UploadProcessing.Dashboard.Telemetry;

namespace UploadProcessing.Dashboard.Receiving;

/// <summary>OTLP by HTTP with binary protobuf: <c>POST /v1/traces</c>, <c>/v1/logs</c>, <c>/v1/metrics</c> (OTLP 1.x, OTLP/HTTP).</summary>
internal static class OtlpHttp
{
    private const string MediaType = "application/x-protobuf";
    private const long LargestBody = 16 << 20;

    public static void MapOtlpHttp(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/v1/traces", ExportTraceServiceRequest.Parser, (request, translation, store) => store.Add(translation.Spans(request)));
        Map(routes, "/v1/logs", ExportLogsServiceRequest.Parser, (request, translation, store) =>
        {
            store.Add(translation.OpenSpans(request));
            store.Add(translation.Logs(request));
        });
        Map(routes, "/v1/metrics", ExportMetricsServiceRequest.Parser, (request, translation, store) => store.Add(translation.Metrics(request)));
    }

    private static void Map<T>(IEndpointRouteBuilder routes, string path, MessageParser<T> parser, Action<T, Translation, TelemetryStore> add)
        where T : IMessage<T> => routes.MapPost(path, async (HttpContext context, Translation translation, TelemetryStore store) =>
    {
        if (context.Request.ContentType?.Split(';')[0].Trim() != MediaType)
        {
            return Results.Problem($"OTLP is taken as {MediaType}.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            add(parser.ParseFrom(body.GetBuffer().AsSpan(0, (int)body.Length)), translation, store);
        }
        catch (InvalidProtocolBufferException)
        {
            return Results.Problem("This is no OTLP message.", statusCode: StatusCodes.Status400BadRequest);
        }

        // An Export…ServiceResponse without anything in it.
        return Results.Bytes([], MediaType);
    }).WithMetadata(new RequestSizeLimitAttribute(LargestBody)).RequireAuthorization(OtlpAuthentication.Policy).DisableAntiforgery().DisableHttpMetrics();
}
