using UploadProcessing.Dashboard.Telemetry;
using UploadProcessing.Sequences;

namespace UploadProcessing.Dashboard.Uploads;

/// <summary>Sequences as text and as pictures, to link to and to save: <c>/diagrams/uploads/{id}.mmd</c>, <c>.svg</c>, and the same of a trace.</summary>
internal static class Diagrams
{
    // More rows than anybody reads, and as much as a browser draws without a pause.
    public const int MostMessages = 1000;

    public static void MapDiagrams(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/diagrams/uploads/{id}.{format}", (string id, string format, TelemetryStore store) => Draw(store.OfUpload(id), format)).RequireAuthorization();
        routes.MapGet("/diagrams/traces/{id}.{format}", (string id, string format, TelemetryStore store) => Draw(store.OfTrace(id), format)).RequireAuthorization();
    }

    /// <summary>As much of a sequence as is drawn.</summary>
    public static Sequence Shown(Sequence sequence) => sequence.Messages.Count <= MostMessages
        ? sequence
        : new Sequence([], sequence.Messages.Take(MostMessages), sequence.Gaps);

    private static IResult Draw(IReadOnlyList<Span> spans, string format) => (spans.Count, format) switch
    {
        (0, _) => Results.Problem("Nothing was received of it, or it had to make room.", statusCode: StatusCodes.Status404NotFound),
        (_, "mmd") => Results.Text(Mermaid.Write(Shown(Sequence.From(spans)))),
        (_, "svg") => Results.Text(Svg.Write(Shown(Sequence.From(spans))), "image/svg+xml"),
        _ => Results.Problem("Diagrams are .mmd or .svg.", statusCode: StatusCodes.Status404NotFound),
    };
}
