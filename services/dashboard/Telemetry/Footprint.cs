using UploadProcessing.Sequences;

namespace UploadProcessing.Dashboard.Telemetry;

/// <summary>What something takes of the memory, in bytes, as the 64-bit runtime lays it out: an estimate on the safe side.</summary>
internal static class Footprint
{
    private const int Object = 160;
    private const int Entry = 40;

    public static long Of(Span span) => Object + Entry
        + Of(span.TraceId) + Of(span.SpanId) + Of(span.ParentSpanId) + Of(span.Name) + Of(span.Attributes)
        + span.Links.Sum(link => Entry + Of(link.TraceId) + Of(link.SpanId));

    public static long Of(LogEntry log) => Object + Of(log.Text) + Of(log.Severity) + Of(log.TraceId) + Of(log.SpanId) + Of(log.Attributes);

    private static long Of(IReadOnlyDictionary<string, string> attributes)
    {
        long bytes = Object / 2;
        foreach (var (name, value) in attributes)
        {
            bytes += Entry + Of(name) + Of(value);
        }

        return bytes;
    }

    private static long Of(string? text) => text is null ? 0 : 24 + 2 * text.Length;
}
