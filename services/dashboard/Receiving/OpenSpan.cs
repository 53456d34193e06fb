using System.Globalization;
using UploadProcessing.Sequences;

namespace UploadProcessing.Dashboard.Receiving;

/// <summary>A request that has begun, from what its service says of it (ServiceDefaults, SpanStarts).</summary>
internal static class OpenSpan
{
    public const string Category = "UploadProcessing.SpanStarts";

    private const int TraceIdLength = 32;
    private const int SpanIdLength = 16;

    /// <returns>Null when it is not that.</returns>
    public static Span? Of(IReadOnlyDictionary<string, string> said, string participant, string? instance)
    {
        if (!said.TryGetValue("Trace", out var trace) || !IsId(trace, TraceIdLength) || !said.TryGetValue("Span", out var id) || !IsId(id, SpanIdLength)
            || !said.TryGetValue("Method", out var method) || !said.TryGetValue("Template", out var template)
            || !DateTimeOffset.TryParse(said.GetValueOrDefault("Start"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
        {
            return null;
        }

        return new Span
        {
            TraceId = trace,
            SpanId = id,
            ParentSpanId = said.GetValueOrDefault("Parent") is { } parent && IsId(parent, SpanIdLength) ? parent : null,
            Name = $"{method} {template}",
            Kind = said.GetValueOrDefault("Kind") is "client" ? SpanKind.Client : SpanKind.Server,
            Participant = participant,
            Instance = instance,
            Start = start,
            End = start,
            IsOpen = true,
            Attributes = new Dictionary<string, string> { ["http.request.method"] = method, ["http.route"] = template },
        };
    }

    private static bool IsId(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);
}
